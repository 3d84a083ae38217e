/** Contacts through the API: who sees what, merging and undoing, and who is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import type { Role } from '../accounts/index.ts';
import type { Contact, ContactHistory, ContactPage, ContactTimeline, SuggestionPage } from './contract.ts';

const ROLES = ['owner', 'admin', 'supervisor', 'agent', 'analyst', 'developer', 'dpo'] satisfies Role[];

let app: AppKit;
beforeAll(async () => {
  app = await startApp();
  const body = { key: 'kota', label: { id: 'Kota' }, type: 'text' };
  await app.request('POST /v1/contact-fields', { key: app.a.key, body });
});
afterAll(async () => {
  await app?.close();
});

let numbers = 0;
const phone = (): string => `+62812${String(70_000_000 + ++numbers)}`;

async function make(body: Record<string, unknown>, key = app.a.key): Promise<Contact> {
  const answer = await app.request<Contact>('POST /v1/contacts', { key, body });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}
const get = async (id: string, key = app.a.key): Promise<Contact> =>
  (await app.request<Contact>(`GET /v1/contacts/${id}`, { key })).body;
const search = async (query: string, key = app.a.key): Promise<ContactPage> =>
  (await app.request<ContactPage>(`GET /v1/contacts?${query}`, { key })).body;
const ids = (page: ContactPage): string[] => page.items.map(({ id }) => id);
const addresses = (contact: Contact): string[] => contact.identities.map(({ address }) => address).sort();

describe('making and finding', () => {
  it('keeps one form of each address and finds people by name, number, mail, tag and field', async () => {
    const tag = await app.request<{ id: string }>('POST /v1/contact-tags', {
      key: app.a.key,
      body: { name: 'VIP', color: 'amber' },
    });
    const one = await make({
      name: 'Sari Dewi Wulandari',
      identities: [
        { kind: 'phone', address: '0812-9911-2233' },
        { kind: 'email', address: 'Sari.W@Contoh.ID' },
        { kind: 'whatsapp', address: 'ID.77aaBB' },
      ],
      fields: { kota: 'Kota Batu' },
      tags: [tag.body.id],
    });
    expect(addresses(one)).toEqual(['+6281299112233', 'ID.77aaBB', 'sari.w@contoh.id']);
    for (const q of [
      'sari',
      'wulan',
      'Sari Wulan',
      'dewi wul',
      '0812 9911',
      '0812-9911-2233',
      '+62812991',
      '62812991',
      '2233',
      'sari.w@',
      'ID.77aa',
    ])
      expect([q, ids(await search(`q=${encodeURIComponent(q)}`))]).toEqual([q, [one.id]]);
    for (const q of ['ulandari', 'sari budi', '9999123', 'tidak ada'])
      expect([q, ids(await search(`q=${encodeURIComponent(q)}`))]).toEqual([q, []]);
    expect(ids(await search(`tag=${tag.body.id}`))).toEqual([one.id]);
    expect(ids(await search(`field=${encodeURIComponent('kota:kota batu')}`))).toEqual([one.id]);
    expect(ids(await search(`q=sari&tag=${tag.body.id}&field=kota:kota%20batu`))).toEqual([one.id]);
    expect(ids(await search('q=sari&field=kota:malang'))).toEqual([]);
  });

  it('answers the same request twice with one contact, and a taken address with whose it is', async () => {
    const body = { name: 'Sekali Saja', identities: [{ kind: 'phone', address: phone() }] };
    const headers = { 'idempotency-key': 'kontak-1' };
    const call = () => app.request<Contact>('POST /v1/contacts', { key: app.a.key, body, headers });
    const [first, second] = await Promise.all([call(), call()]);
    expect(second.body.id).toBe(first.body.id);
    const third = await app.request('POST /v1/contacts', { key: app.a.key, body });
    expect(third).toMatchObject({ status: 409, body: { code: 'contacts.identity_taken' } });
    expect(JSON.stringify(third.body)).toContain(first.body.id);
  });

  it('goes through many pages without missing or repeating anybody, also those with two matching words', async () => {
    const made = new Set<string>();
    for (let i = 0; i < 23; i++)
      made.add((await make({ name: i % 3 === 0 ? 'Zulkarnaen Zulfikar' : `Zulaika ${i}` })).id);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: ContactPage = await search(`q=zul&limit=4${next === null ? '' : `&cursor=${next}`}`);
      seen.push(...ids(page));
      next = page.next;
    } while (next !== null);
    expect(seen.length).toBe(23);
    expect(new Set(seen)).toEqual(made);
  });

  it('narrows by tag, field and words in any order together, page by page, past those that fit none', async () => {
    const key = app.a.key;
    const { body: tag } = await app.request<{ id: string }>('POST /v1/contact-tags', {
      key,
      body: { name: 'Saring', color: 'blue' },
    });
    const wanted = new Set<string>();
    for (let i = 0; i < 18; i++) {
      const [tagged, here] = [i % 2 === 0, i % 3 === 0];
      const { id } = await make({
        name: `Qodari Utama ${i}`,
        fields: { kota: here ? 'Qota' : 'Lain' },
        tags: tagged ? [tag.id] : [],
      });
      if (tagged && here) wanted.add(id);
    }
    await make({ name: 'Utama Saja', fields: { kota: 'Qota' }, tags: [tag.id] });
    for (const q of ['qodari', 'utama qod', '']) {
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const cursor: string = next === null ? '' : `&cursor=${next}`;
        const typed = q === '' ? '' : `&q=${encodeURIComponent(q)}`;
        const page: ContactPage = await search(`limit=2&tag=${tag.id}&field=kota:qota${typed}${cursor}`);
        seen.push(...ids(page));
        next = page.next;
      } while (next !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(q === '' ? 4 : 3);
      expect(new Set(seen.filter((id) => wanted.has(id)))).toEqual(wanted);
    }
  });

  it('refuses values that do not fit their field', async () => {
    const key = app.a.key;
    const field = (body: unknown) => app.request('POST /v1/contact-fields', { key, body });
    await field({ key: 'poin', label: { id: 'Poin' }, type: 'number' });
    await field({ key: 'lahir', label: { id: 'Tanggal lahir' }, type: 'date' });
    await field({ key: 'paket', label: { id: 'Paket' }, type: 'select', options: ['emas', 'perak'] });
    const { id } = await make({ name: 'Nilai Uji' });
    const patch = (fields: unknown) => app.request(`PATCH /v1/contacts/${id}`, { key, body: { fields } });
    for (const fields of [{ poin: 'tiga' }, { lahir: '2026-02-30' }, { paket: 'tembaga' }])
      expect(await patch(fields)).toMatchObject({
        status: 422,
        body: { code: 'contacts.field_value_invalid' },
      });
    expect(await patch({ belum: 'ada' })).toMatchObject({ body: { code: 'contacts.field_not_found' } });
    expect(await patch({ poin: 3, lahir: '2026-02-28', paket: 'emas' })).toMatchObject({ status: 200 });
    expect((await get(id)).fields).toEqual({ poin: 3, lahir: '2026-02-28', paket: 'emas' });
    await patch({ poin: null });
    expect((await get(id)).fields).toEqual({ lahir: '2026-02-28', paket: 'emas' });
    expect(ids(await search('field=poin:3'))).toEqual([]);
  });
});

describe('merging', () => {
  it('brings everything together, and undoing gives everything back', async () => {
    const key = app.a.key;
    const [p1, p2] = [phone(), phone()];
    const one = await make({
      name: 'Rina Kartika',
      note: 'Suka mawar',
      identities: [{ kind: 'phone', address: p1 }],
    });
    const other = await make({
      name: 'Rina K.',
      language: 'jv',
      identities: [
        { kind: 'phone', address: p2 },
        { kind: 'email', address: 'rina@contoh.id' },
      ],
      fields: { kota: 'Malang' },
    });
    const preview = await app.request<{ conflicts: unknown[] }>(`POST /v1/contacts/${one.id}/merge-preview`, {
      key,
      body: { others: [other.id] },
    });
    expect(preview.body.conflicts).toEqual([
      {
        what: 'name',
        values: [
          { contact: one.id, value: 'Rina Kartika' },
          { contact: other.id, value: 'Rina K.' },
        ],
      },
    ]);
    const merge = () =>
      app.request<Contact>(`POST /v1/contacts/${one.id}/merge`, { key, body: { others: [other.id] } });
    const merged = await merge();
    expect(merged.body).toMatchObject({ name: 'Rina Kartika', language: 'jv', fields: { kota: 'Malang' } });
    expect(addresses(merged.body)).toEqual([p1, p2, 'rina@contoh.id'].sort());
    expect(await get(other.id)).toMatchObject({ mergedInto: one.id, identities: [] });
    expect((await merge()).status).toBe(200);
    expect(ids(await search('q=rina'))).toEqual([one.id]);
    const history = await app.request<ContactHistory>(`GET /v1/contacts/${one.id}/history`, { key });
    const change = history.body.items.find(({ kind }) => kind === 'merged');
    expect(history.body.items.filter(({ kind }) => kind === 'merged').length).toBe(1);
    await app.request(`PATCH /v1/contacts/${one.id}`, { key, body: { note: 'Suka melati' } });
    const undo = () =>
      app.request(`POST /v1/contacts/${one.id}/history/${change?.id}/undo`, { key, body: {} });
    expect((await undo()).status).toBe(200);
    expect((await undo()).status).toBe(200);
    const [first, second] = [await get(one.id), await get(other.id)];
    expect(addresses(first)).toEqual([p1]);
    expect(first).toMatchObject({ language: null, fields: {}, note: 'Suka melati' });
    expect(second).toMatchObject({ name: 'Rina K.', mergedInto: null, fields: { kota: 'Malang' } });
    expect(addresses(second)).toEqual([p2, 'rina@contoh.id'].sort());
    expect(ids(await search('q=rina')).sort()).toEqual([one.id, other.id].sort());
  });

  it('undoes in the order that keeps addresses with whom they belong', async () => {
    const key = app.a.key;
    const [a, b, c] = [
      await make({ name: 'A', identities: [{ kind: 'phone', address: phone() }] }),
      await make({ name: 'B', identities: [{ kind: 'phone', address: phone() }] }),
      await make({ name: 'C', identities: [{ kind: 'phone', address: phone() }] }),
    ];
    await app.request(`POST /v1/contacts/${a.id}/merge`, { key, body: { others: [b.id] } });
    const changeOf = async (id: string) =>
      (await app.request<ContactHistory>(`GET /v1/contacts/${id}/history`, { key })).body.items.find(
        ({ kind, undone }) => kind === 'merged' && !undone,
      )?.id;
    const first = await changeOf(a.id);
    await app.request(`POST /v1/contacts/${c.id}/merge`, { key, body: { others: [a.id] } });
    const second = await changeOf(c.id);
    expect((await get(b.id)).mergedInto).toBe(c.id);
    const undo = (id: string, change = '') =>
      app.request(`POST /v1/contacts/${id}/history/${change}/undo`, { key, body: {} });
    expect(await undo(a.id, first)).toMatchObject({ status: 409, body: { code: 'contacts.undo_blocked' } });
    expect((await undo(c.id, second)).status).toBe(200);
    expect((await undo(a.id, first)).status).toBe(200);
    for (const one of [a, b, c]) expect(addresses(await get(one.id))).toEqual(addresses(one));
  });

  it('tells the audit trail without personal data', async () => {
    const { id } = await make({
      name: 'Rahasia Sekali',
      identities: [{ kind: 'email', address: 'rahasia@contoh.id' }],
    });
    await eventually('the entry', async () => {
      const rows = await app.rows<{ data: unknown }>(
        `select data from governance.audit_entry where action = 'contact.created' and resource = $1`,
        [id],
      );
      return rows.length === 1;
    });
    const rows = await app.rows<{ text: string }>(
      `select data::text as text from governance.audit_entry where action like 'contact%'`,
    );
    expect(rows.filter(({ text }) => /rahasia|Rahasia|\+62/.test(text))).toEqual([]);
  });
});

describe('splitting', () => {
  it('moves addresses to a new contact, never all of them, and can be undone', async () => {
    const key = app.a.key;
    const [p1, p2] = [phone(), phone()];
    const whole = await make({
      identities: [
        { kind: 'phone', address: p1 },
        { kind: 'phone', address: p2 },
      ],
    });
    const idOf = (address: string) => whole.identities.find((one) => one.address === address)?.id;
    const split = (identities: unknown) =>
      app.request<Contact>(`POST /v1/contacts/${whole.id}/split`, {
        key,
        body: { identities, name: 'Adiknya' },
      });
    expect(await split([idOf(p1), idOf(p2)])).toMatchObject({ body: { code: 'contacts.split_everything' } });
    const made = await split([idOf(p2)]);
    expect(made).toMatchObject({ status: 201, body: { name: 'Adiknya' } });
    expect(addresses(made.body)).toEqual([p2]);
    const { body } = await app.request<ContactHistory>(`GET /v1/contacts/${whole.id}/history`, { key });
    const change = body.items.find(({ kind }) => kind === 'split')?.id;
    await app.request(`POST /v1/contacts/${whole.id}/history/${change}/undo`, { key, body: {} });
    expect(addresses(await get(whole.id))).toEqual([p1, p2].sort());
    expect(await get(made.body.id)).toMatchObject({ mergedInto: whole.id, identities: [] });
  });
});

describe('masking', () => {
  it.each(ROLES)('%s sees whole addresses only with the right to', async (role) => {
    const number = phone();
    const contact = await make({
      name: 'Tertutup Rapat',
      identities: [
        { kind: 'phone', address: number },
        { kind: 'email', address: `tutup${numbers}@contoh.id` },
      ],
      fields: { kota: '0812-3456-7890' },
    });
    await app.request('POST /v1/messages', { key: app.a.key, body: { to: number, text: 'Halo' } });
    const { cookie } = await app.memberOf(app.a, role);
    const whole = ['owner', 'admin', 'supervisor', 'agent'].includes(role);
    for (const path of ['', '/history', '/timeline']) {
      const { status, body } = await app.request(`GET /v1/contacts/${contact.id}${path}`, { cookie });
      expect(status).toBe(200);
      expect(JSON.stringify(body).includes(number.slice(6, -3))).toBe(whole);
      expect(JSON.stringify(body).includes(`tutup${numbers}@`)).toBe(whole);
    }
    // Trying digit after digit tells nothing to those who may not see them; a number that they know finds its contact.
    const found = await app.request<ContactPage>(
      `GET /v1/contacts?q=${encodeURIComponent(number.slice(0, -2))}`,
      { cookie },
    );
    expect(found.body.items.length > 0).toBe(whole);
    const exact = await app.request<ContactPage>(`GET /v1/contacts?q=${encodeURIComponent(number)}`, {
      cookie,
    });
    expect(ids(exact.body)).toEqual([contact.id]);
  });

  it('holds for messages that people look at, and not for keys', async () => {
    const number = phone();
    const sent = await app.request<{ id: string }>('POST /v1/messages', {
      key: app.a.key,
      body: { to: number, text: 'Halo' },
    });
    const { cookie } = await app.memberOf(app.a, 'developer');
    for (const path of ['/v1/messages', `/v1/messages/${sent.body.id}`]) {
      const hidden = await app.request(`GET ${path}`, { cookie });
      expect(hidden.status).toBe(200);
      expect(JSON.stringify(hidden.body)).toContain(`${number.slice(0, 6)}••••${number.slice(-3)}`);
      expect(JSON.stringify(hidden.body)).not.toContain(number.slice(3));
      expect(JSON.stringify((await app.request(`GET ${path}`, { key: app.a.key })).body)).toContain(number);
    }
  });

  it('reveals one address for a reason that stands in the audit trail, and to nobody without the right', async () => {
    const number = phone();
    const contact = await make({ identities: [{ kind: 'phone', address: number }] });
    const { cookie } = await app.memberOf(app.a, 'dpo');
    const headers = { origin: 'http://127.0.0.1:8080' };
    const shown = (await app.request<Contact>(`GET /v1/contacts/${contact.id}`, { cookie })).body
      .identities[0];
    expect(shown).toMatchObject({ address: `${number.slice(0, 6)}••••${number.slice(-3)}`, masked: true });
    const body = { identity: shown?.id, reason: 'Permintaan akses data' };
    const call = `POST /v1/contacts/${contact.id}/reveal`;
    expect(await app.request(call, { cookie, headers, body })).toMatchObject({
      status: 200,
      body: { address: number },
    });
    const analyst = await app.memberOf(app.a, 'analyst');
    expect((await app.request(call, { cookie: analyst.cookie, headers, body })).status).toBe(403);
    const [entry] = await eventually('the entry', async () => {
      const rows = await app.rows<{ data: { reason: string } }>(
        `select data from governance.audit_entry where action = 'contact.revealed' and resource = $1`,
        [contact.id],
      );
      return rows.length > 0 && rows;
    });
    expect(entry?.data.reason).toBe('Permintaan akses data');
  });
});

describe('erasing', () => {
  it('frees addresses and leaves nothing personal, also of those that were merged in', async () => {
    const key = app.a.key;
    const number = phone();
    const one = await make({
      name: 'Hapus Saya',
      note: 'rahasia-hapus',
      identities: [{ kind: 'phone', address: number }],
    });
    const other = await make({
      name: 'Hapus Juga',
      fields: { kota: 'kota-hapus' },
      identities: [{ kind: 'email', address: 'hapus@contoh.id' }],
    });
    await app.request(`POST /v1/contacts/${one.id}/merge`, { key, body: { others: [other.id] } });
    expect((await app.request(`DELETE /v1/contacts/${one.id}`, { key })).status).toBe(204);
    for (const id of [one.id, other.id])
      expect((await app.request(`GET /v1/contacts/${id}`, { key })).status).toBe(404);
    const tables = await app.rows<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'contacts' and c.relkind = 'r'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const rows = await app.rows(
        `select 1 from contacts.${name} t where t::text ~* 'hapus' or t::text like '%' || $1 || '%'`,
        [number],
      );
      expect([name, rows.length]).toEqual([name, 0]);
    }
    expect(
      (await make({ name: 'Pemilik Baru', identities: [{ kind: 'phone', address: number }] })).id,
    ).not.toBe(one.id);
  });
});

describe('suggestions', () => {
  it('finds the same mailbox, a number in a field, and the same name with a close number', async () => {
    const key = app.a.key;
    const number = phone();
    const close = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
    const a = await make({
      name: 'Bayu Aji Saputra',
      identities: [{ kind: 'email', address: 'bayu.aji@gmail.com' }],
    });
    const b = await make({
      name: 'Toko Bayu',
      identities: [{ kind: 'email', address: 'bayuaji+toko@gmail.com' }],
    });
    const c = await make({ name: 'Citra Lestari Dewi', identities: [{ kind: 'phone', address: number }] });
    const d = await make({
      name: 'Citra Lestari Dewi',
      identities: [{ kind: 'phone', address: `${close}1` }],
    });
    const e = await make({ name: 'Ibu Citra', fields: { kota: number.replace('+62', '0') } });
    const page = await app.request<SuggestionPage>('GET /v1/contact-suggestions', { key });
    const pairs = page.body.items.map(({ reason, contacts }) => [
      reason,
      ...contacts.map(({ id }) => id).sort(),
    ]);
    const has = (reason: string, x: Contact, y: Contact) =>
      expect(pairs).toContainEqual([reason, ...[x.id, y.id].sort()]);
    has('same_email', a, b);
    has('same_phone', c, e);
    expect(pairs).not.toContainEqual(['similar_name', ...[c.id, d.id].sort()]);
    const f = await make({
      name: 'citra lestari DEWI',
      identities: [{ kind: 'phone', address: `${number}1` }],
    });
    const again = await app.request<SuggestionPage>('GET /v1/contact-suggestions', { key });
    expect(again.body.items[0]).toMatchObject({ reason: 'similar_name' });
    const [newest] = again.body.items;
    expect(newest?.contacts.map(({ id }) => id)).toContain(f.id);
    await app.request(`POST /v1/contact-suggestions/${newest?.id}/dismiss`, { key, body: {} });
    await app.request(`PATCH /v1/contacts/${f.id}`, { key, body: { name: 'Citra Lestari Dewi' } });
    const later = await app.request<SuggestionPage>('GET /v1/contact-suggestions', { key });
    expect(later.body.items.map(({ id }) => id)).not.toContain(newest?.id);
  });
});

describe('the timeline', () => {
  it('holds messages of all addresses and changes, newest first; after an undo each has its own', async () => {
    const key = app.a.key;
    const [p1, p2] = [phone(), phone()];
    const one = await make({ identities: [{ kind: 'phone', address: p1 }] });
    const other = await make({ identities: [{ kind: 'phone', address: p2 }] });
    for (const [to, text] of [
      [p1, 'untuk satu'],
      [p2, 'untuk dua'],
    ] as const)
      await app.request('POST /v1/messages', { key, body: { to, text } });
    await app.request('POST /v1/opt-outs', { key, body: { phone: p1 } });
    await app.request(`POST /v1/contacts/${one.id}/merge`, { key, body: { others: [other.id] } });
    const entries = async (id: string): Promise<string[]> => {
      const found: string[] = [];
      let next: string | null = null;
      do {
        const { body }: { body: ContactTimeline } = await app.request<ContactTimeline>(
          `GET /v1/contacts/${id}/timeline?limit=2${next === null ? '' : `&cursor=${next}`}`,
          { key },
        );
        for (const item of body.items)
          found.push(
            item.type === 'message'
              ? `message ${item.message.text}`
              : item.type === 'change'
                ? item.change.kind
                : item.type,
          );
        next = body.next;
      } while (next !== null);
      return found;
    };
    const merged = ['merged', 'opt_out', 'message untuk dua', 'message untuk satu', 'created', 'created'];
    expect(await entries(one.id)).toEqual(merged);
    const { body } = await app.request<ContactHistory>(`GET /v1/contacts/${one.id}/history`, { key });
    const change = body.items.find(({ kind }) => kind === 'merged')?.id;
    await app.request(`POST /v1/contacts/${one.id}/history/${change}/undo`, { key, body: {} });
    expect(await entries(one.id)).toEqual(['undone', 'merged', 'opt_out', 'message untuk satu', 'created']);
    expect(await entries(other.id)).toEqual(['undone', 'merged', 'message untuk dua', 'created']);
  });

  it('holds what a person writes, who is a contact from then on', async () => {
    const key = app.a.key;
    const number = phone();
    const answer = await app.request('POST /v1/phone/replies', {
      key,
      body: { phone: number, to: app.a.sender, text: 'Masih ada mawar?' },
    });
    expect(answer.status).toBeLessThan(300);
    const [contact] = (await search(`q=${encodeURIComponent(number)}`)).items;
    expect(contact?.identities[0]?.lastSeenAt).not.toBeNull();
    const { body } = await app.request<ContactTimeline>(`GET /v1/contacts/${contact?.id}/timeline`, { key });
    expect(
      body.items.map((item) => (item.type === 'message' ? item.message.text : item.type)).sort(),
    ).toEqual(['Masih ada mawar?', 'change']);
  });
});
