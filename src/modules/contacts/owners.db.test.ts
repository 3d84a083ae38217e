/** Every address belongs to exactly one living contact, whatever is merged, split, undone or written at the same time. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../testing/app-kit.ts';
import { type Database, openDatabase } from '../../platform/db.ts';
import type { Contact, ContactHistory, IdentityKind } from './contract.ts';
import type { ContactsCore } from './deps.ts';
import { identitiesOf } from './door/addresses.ts';
import { replaceIdentity } from './door/replace-identity.ts';
import { resolveSenders } from './door/resolve-senders.ts';

let app: AppKit;
let worker: Database;
let core: ContactsCore;
beforeAll(async () => {
  app = await startApp({ sends: false });
  worker = openDatabase({ url: app.url, role: 'titian_worker', max: 12, applicationName: 'titian-test' });
  core = app.runtime.routeDeps.contacts;
});
afterAll(async () => {
  await worker?.close();
  await app?.close();
});

let numbers = 0;
const phone = (): string => `+62813${String(40_000_000 + ++numbers)}`;
const key = () => app.a.key;
const make = async (identities: { kind: IdentityKind; address: string }[], name?: string): Promise<Contact> =>
  (await app.request<Contact>('POST /v1/contacts', { key: key(), body: { identities, name } })).body;
const get = async (id: string): Promise<Contact> =>
  (await app.request<Contact>(`GET /v1/contacts/${id}`, { key: key() })).body;
const write = (
  identities: { kind: IdentityKind; address: string }[],
  at = new Date(),
  profileName = 'Rina',
) =>
  worker
    .transaction((tx) => resolveSenders(tx, core, app.a.id, [{ identities, profileName, at }]))
    .then(([sender]) => sender);
const publicId = (contactId: string | undefined): string =>
  core.publicIds.encode('con', BigInt(contactId ?? 0));

/** Owner by address; and nobody owns through a contact that is no more. */
async function owners(): Promise<Map<string, string>> {
  const rows = await app.rows<{ address: string; contact_id: string; live: boolean }>(
    `select i.address, i.contact_id, c.live from contacts.identity i
     join contacts.contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id where i.ended_at is null`,
  );
  expect(rows.filter(({ live }) => !live)).toEqual([]);
  expect(new Set(rows.map(({ address }) => address)).size).toBe(rows.length);
  return new Map(rows.map(({ address, contact_id }) => [address, publicId(contact_id)]));
}

type Act =
  | { readonly do: 'merge'; readonly a: number; readonly b: number }
  | { readonly do: 'split'; readonly a: number; readonly n: number }
  | { readonly do: 'undo'; readonly a: number; readonly n: number };
const small = fc.nat({ max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), a: small, b: small }),
  fc.record({ do: fc.constant('split' as const), a: small, n: small }),
  fc.record({ do: fc.constant('undo' as const), a: small, n: small }),
);

/** How often each was done and not refused. */
const done = { merge: 0, split: 0, undo: 0 };

/** Does it, or is refused. What was undone, with the owners before it was done. */
async function perform(step: Act, people: string[], before: Map<string, Map<string, string>>): Promise<void> {
  const pick = (n: number): string => people[n % people.length] ?? '';
  const history = async (id: string) =>
    (await app.request<ContactHistory>(`GET /v1/contacts/${id}/history?limit=100`, { key: key() })).body
      .items;
  const known = await owners();
  if (step.do === 'undo') {
    const changes = (await history(pick(step.a))).filter(({ undoable }) => undoable);
    const change = changes[step.n % Math.max(1, changes.length)];
    if (change === undefined) return;
    const { status } = await app.request(`POST /v1/contacts/${change.contact}/history/${change.id}/undo`, {
      key: key(),
      body: {},
    });
    expect([200, 409]).toContain(status);
    const after = await owners();
    if (status === 409) return expect(after).toEqual(known);
    done.undo += 1;
    for (const { address } of change.identities)
      expect([address, after.get(address)]).toEqual([address, before.get(change.id)?.get(address)]);
    return;
  }
  const id = pick(step.a);
  const contact = await get(id);
  const identities = contact.identities.slice(0, 1 + (step.do === 'split' ? step.n % 2 : 0));
  const call =
    step.do === 'merge'
      ? app.request<Contact>(`POST /v1/contacts/${id}/merge`, {
          key: key(),
          body: { others: [pick(step.b)] },
        })
      : app.request<Contact>(`POST /v1/contacts/${id}/split`, {
          key: key(),
          body: { identities: identities.map((one) => one.id) },
        });
  const { status, body } = await call;
  expect([200, 201, 409, 422, 400]).toContain(status);
  if (status === 201) people.push(body.id);
  if (status >= 300) return;
  done[step.do] += 1;
  const [newest] = await history(id);
  if (newest !== undefined && !before.has(newest.id)) before.set(newest.id, known);
}

/** Whatever else is drawn, each is done a few times: a property over refusals only would show nothing. */
const SURE: Act[] = [
  { do: 'merge', a: 0, b: 1 },
  { do: 'undo', a: 0, n: 0 },
  { do: 'split', a: 2, n: 0 },
  { do: 'undo', a: 2, n: 0 },
  { do: 'merge', a: 0, b: 3 },
  { do: 'split', a: 0, n: 1 },
];

describe('any sequence of merging, splitting and undoing', () => {
  it('keeps each address with one living contact, and undoing restores the exact owner before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (steps) => {
        const people: string[] = [];
        for (let i = 0; i < 4; i++) {
          const identities = [phone(), phone()].map((address) => ({ kind: 'phone' as const, address }));
          people.push((await make(identities, `Orang ${i}`)).id);
        }
        const all = [...(await owners()).keys()].sort();
        const before = new Map<string, Map<string, string>>();
        for (const step of steps) await perform(step, people, before);
        expect([...(await owners()).keys()].sort()).toEqual(all);
      }),
      { numRuns: 12, examples: [[SURE]] },
    );
    expect(Math.min(...Object.values(done))).toBeGreaterThan(1);
  }, 240_000);
});

const merge = (id: string, other: string) =>
  app.request(`POST /v1/contacts/${id}/merge`, { key: key(), body: { others: [other] } });

/** Who finds the database busy is told 503 after a few seconds, and asks again: nothing was done. */
async function untilAnswered<A extends { readonly status: number }>(ask: () => Promise<A>): Promise<A> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask();
    if (answer.status !== 503 || attempt === 20) return answer;
  }
}

describe('at the same time', () => {
  it('merges crossing each other neither deadlock nor lose an address', async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, () => make([{ kind: 'phone', address: phone() }])),
    );
    const all = new Set(people.flatMap(({ identities }) => identities.map(({ address }) => address)));
    const calls = people.flatMap((one, i) =>
      people
        .filter((other) => other !== one)
        .slice(i % 3)
        .map((other) => untilAnswered(() => merge(one.id, other.id))),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const after = await owners();
    for (const address of all) expect(after.has(address)).toBe(true);
  });

  it('two first messages make one contact', async () => {
    for (let round = 0; round < 10; round++) {
      const identities = [
        { kind: 'phone' as const, address: phone() },
        { kind: 'whatsapp' as const, address: `ID.${round}aa${numbers}` },
      ];
      const found = await Promise.all(
        [identities, identities.toReversed(), identities.slice(0, 1), identities.slice(1)].map((some) =>
          write(some),
        ),
      );
      const [first] = found;
      expect(first).toBeDefined();
      // Those who told both addresses agree; a lone one may have come first and be suggested.
      const rows = await app.rows<{ n: string }>(
        `select count(*) as n from contacts.identity where address = any($1)`,
        [identities.map(({ address }) => address)],
      );
      expect(Number(rows[0]?.n)).toBe(2);
    }
    const same = [{ kind: 'phone' as const, address: phone() }];
    const found = await Promise.all(Array.from({ length: 8 }, () => write(same)));
    expect(new Set(found.map((one) => one?.contactId)).size).toBe(1);
    expect(found.filter((one) => one?.created).length).toBe(1);
    const orphans = await app.rows(
      `select 1 from contacts.contact c where c.live and not exists (
         select from contacts.identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id) and name = 'Rina'`,
    );
    expect(orphans).toEqual([]);
  });

  it('a message that comes during a merge finds the contact that stays', async () => {
    for (let round = 0; round < 8; round++) {
      const [one, other] = [
        await make([{ kind: 'phone', address: phone() }]),
        await make([{ kind: 'phone', address: phone() }]),
      ];
      const known = other.identities[0]?.address ?? '';
      const [, found] = await Promise.all([
        untilAnswered(() => merge(one.id, other.id)),
        write([
          { kind: 'phone', address: known },
          { kind: 'whatsapp', address: `ID.m${numbers}` },
        ]),
      ]);
      const after = await owners();
      expect(after.get(known)).toBe(one.id);
      expect(after.get(`ID.m${numbers}`)).toBe(one.id);
      expect(found?.linked).toBe(true);
    }
  });
});

describe('whose message it is', () => {
  it('links an address that nobody has, and asks people when two contacts have them', async () => {
    const number = phone();
    const first = await write([{ kind: 'phone', address: number }]);
    expect(first).toMatchObject({ created: true, linked: false });
    const user = { kind: 'whatsapp' as const, address: 'ID.tertaut' };
    const second = await write([user, { kind: 'phone', address: number.replace('+62', '0') }]);
    expect(second).toMatchObject({ contactId: first?.contactId, created: false, linked: true });
    const stranger = await write([{ kind: 'whatsapp', address: 'ID.orang-lain' }]);
    expect(stranger?.contactId).not.toBe(first?.contactId);
    const both = await write([
      { kind: 'whatsapp', address: 'ID.orang-lain' },
      { kind: 'phone', address: number },
    ]);
    expect(both).toMatchObject({ contactId: stranger?.contactId, linked: false });
    const [row] = await app.rows<{ reason: string }>(
      `select reason from contacts.suggestion where contact_a = least($1::bigint, $2) and contact_b = greatest($1::bigint, $2)`,
      [first?.contactId, stranger?.contactId],
    );
    expect(row?.reason).toBe('written_together');
    expect(await get(publicId(first?.contactId))).toMatchObject({ name: 'Rina' });
  });

  it('is nobody’s when a short code writes', async () => {
    expect(await write([{ kind: 'phone', address: '98' }])).toBeUndefined();
  });

  it('goes to the address that was used last, also after a merge', async () => {
    const [p1, p2] = [phone(), phone()];
    const one = await write([{ kind: 'phone', address: p1 }], new Date(Date.now() - 3_600_000));
    const other = await write([{ kind: 'phone', address: p2 }], new Date());
    await app.request(`POST /v1/contacts/${publicId(one?.contactId)}/merge`, {
      key: key(),
      body: { others: [publicId(other?.contactId)] },
    });
    const address = async () => (await identitiesOf(worker, app.a.id, other?.contactId ?? ''))[0];
    expect((await address())?.address).toBe(p2);
    await write([{ kind: 'phone', address: p1 }], new Date(Date.now() + 600_000));
    expect((await address())?.address).toBe(p1);
  });
});

describe('a number that changes', () => {
  const replace = (previous: string, current: string) =>
    worker.transaction((tx) =>
      replaceIdentity(tx, core, { workspaceId: app.a.id, kind: 'phone', previous, current, at: new Date() }),
    );

  it('ends the old one, told once or twice; whoever writes from it next is somebody else', async () => {
    const [old, current] = [phone(), phone()];
    const person = await write([{ kind: 'phone', address: old }]);
    expect(await replace(old, current)).toMatchObject({ contactId: person?.contactId });
    expect(await replace(old, current)).toBeUndefined();
    expect((await write([{ kind: 'phone', address: current }]))?.contactId).toBe(person?.contactId);
    const next = await write([{ kind: 'phone', address: old }], new Date(Date.now() + 1000));
    expect(next).toMatchObject({ created: true });
    expect(next?.contactId).not.toBe(person?.contactId);
  });

  it('goes back to its owner with what replaced it when a merge is undone', async () => {
    const [mine, old, current] = [phone(), phone(), phone()];
    const one = await make([{ kind: 'phone', address: mine }]);
    const other = await make([{ kind: 'phone', address: old }]);
    await app.request(`POST /v1/contacts/${one.id}/merge`, { key: key(), body: { others: [other.id] } });
    await replace(old, current);
    expect((await owners()).get(current)).toBe(one.id);
    const { body } = await app.request<ContactHistory>(`GET /v1/contacts/${one.id}/history`, { key: key() });
    const change = body.items.find(({ kind }) => kind === 'merged')?.id;
    await app.request(`POST /v1/contacts/${one.id}/history/${change}/undo`, { key: key(), body: {} });
    expect((await owners()).get(current)).toBe(other.id);
    expect((await owners()).get(mine)).toBe(one.id);
  });

  it('asks people when the new one is somebody’s already', async () => {
    const [old, current] = [phone(), phone()];
    const a = await write([{ kind: 'phone', address: old }]);
    const b = await write([{ kind: 'phone', address: current }]);
    await replace(old, current);
    expect((await owners()).get(current)).toBe(publicId(b?.contactId));
    const rows = await app.rows(
      `select 1 from contacts.suggestion where reason = 'number_change' and contact_a = $1`,
      [a?.contactId],
    );
    expect(rows.length).toBe(1);
  });
});
