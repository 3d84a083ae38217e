import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp, type TestWorkspace } from '../../../../testing/app-kit.ts';
import { waitFor } from '../../../../testing/wait-for.ts';
import { createTitian } from '../../../../sdk/src/index.ts';
import { type Database, openDatabase } from '../../../platform/db.ts';
import { createLogger } from '../../../platform/log.ts';
import type { ColumnTarget, Import } from '../contract.ts';
import type { TransferDeps } from './deps.ts';
import { runImport } from './import/run-import.ts';
import { claimImport } from './queries/imports.ts';
import { startContactTransfers } from './transfer-runner.ts';

interface Options {
  readonly onExisting?: 'update' | 'fill' | 'skip';
  readonly tag?: string;
  readonly consent?: string;
}

/** Few, so that it is batches these tests are about and not how many rows a busy machine writes in a minute. */
const BATCH_ROWS = 40;

let app: AppKit;
let worker: Database;
let deps: TransferDeps;
let baseUrl: string;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  baseUrl = await app.server.listen({ host: '127.0.0.1', port: 0 });
  for (const workspace of [app.a, app.b]) {
    const made = await Promise.all(Array.from({ length: 8 }, () => app.keyOf(workspace)));
    keys.set(
      workspace.id,
      made.map(({ key }) => key),
    );
  }
  worker = openDatabase({ url: app.url, role: 'titian_worker', max: 3, applicationName: 'test' });
  const { contacts } = app.runtime.routeDeps;
  deps = {
    ...contacts,
    db: worker,
    log: createLogger('silent'),
    now: Date.now,
    contacts: { ...contacts, db: worker },
    batchRows: BATCH_ROWS,
  };
});
afterAll(async () => {
  await worker?.close();
  await app?.close();
});

/** Requests are counted per key, and these tests make more of them than a person does. */
const keys = new Map<string, string[]>();
let calls = 0;
const clientOf = (workspace: TestWorkspace) => {
  const own = keys.get(workspace.id) ?? [];
  return createTitian({ baseUrl, apiKey: own[calls++ % own.length] ?? workspace.key });
};
const MAPPING: ColumnTarget[] = [{ to: 'name' }, { to: 'phone' }, { to: 'email' }, { to: 'tags' }];
const HEADER = 'Nama,No HP,Email,Label';

async function prepare(csv: string | Blob, workspace = app.a): Promise<string> {
  const titian = clientOf(workspace);
  const body = typeof csv === 'string' ? new Blob([csv], { type: 'text/csv' }) : csv;
  const name = `kontak.${body.type === 'text/csv' ? 'csv' : 'xlsx'}`;
  const { id: fileId } = await titian.uploadFile({ query: { name, purpose: 'import' }, body });
  return (await titian.createContactImport({ body: { fileId } })).id;
}
async function start(id: string, mapping: ColumnTarget[] = MAPPING, options: Options = {}): Promise<void> {
  const body = { mapping, options: { onExisting: 'update' as const, ...options } };
  await clientOf(app.a).startContactImport({ path: { id }, body });
}
async function work(): Promise<void> {
  const [row] = await worker.query(claimImport, []);
  if (row === undefined) throw new Error('nothing to work on');
  await runImport(deps, row, () => false);
}
/** Something happens once, after the work has read who is there and before it writes. */
function afterReading(happens: () => Promise<unknown>): TransferDeps {
  let first = true;
  return {
    ...deps,
    db: {
      ...worker,
      inWorkspace: (workspaceId, run) =>
        worker.inWorkspace(workspaceId, (tx) =>
          run({
            ...tx,
            async query(query, params) {
              const rows = await tx.query(query, params);
              if (first && query.name === 'contacts.find_by_addresses') {
                first = false;
                await happens();
              }
              return rows;
            },
          }),
        ),
    },
  };
}
/** Requests are counted, and take time from what they ask about. */
const seldom =
  <T>(ask: () => Promise<T>) =>
  async (): Promise<T> => {
    await sleep(100);
    return ask();
  };
const show = (id: string): Promise<Import> => clientOf(app.a).getContactImport({ path: { id } });
async function imported(csv: string, options: Options = {}, mapping = MAPPING): Promise<Import> {
  const id = await prepare(csv);
  await start(id, mapping, options);
  await work();
  return show(id);
}
const people = (like: string) =>
  app.rows<{ name: string; address: string; fields: unknown; tags: string[] }>(
    `select c.name, i.address, c.fields,
       array(select t.name from contacts.contact_tag ct join contacts.tag t on t.id = ct.tag_id
             where ct.contact_id = c.id order by 1) as tags
     from contacts.contact c join contacts.identity i on i.contact_id = c.id
     where c.workspace_id = $1 and i.address like $2 order by i.address`,
    [app.a.id, like],
  );
const phone = (n: number): string => `0812${String(10_000_000 + n)}`;
const total = async (): Promise<number> =>
  Number((await app.rows<{ n: string }>('select count(*) as n from contacts.contact'))[0]?.n);

describe('an import', () => {
  it('makes contacts that are found, with tags, fields and history', async () => {
    const csv =
      'Nama;No. WA;Email;Kota;Label\r\n"Rina ""Ina"" Wulandari";0821-1111-0001;rina@contoh.id;Bogor;VIP, Baru\r\n';
    const id = await prepare(csv);
    const titian = clientOf(app.a);
    const preview = await titian.previewContactImport({ path: { id } });
    expect(preview).toMatchObject({ format: 'csv', encoding: 'utf-8', separator: ';' });
    expect(preview.rows).toEqual([
      { row: 2, cells: ['Rina "Ina" Wulandari', '0821-1111-0001', 'rina@contoh.id', 'Bogor', 'VIP, Baru'] },
    ]);
    await start(id, preview.guess as ColumnTarget[], { tag: 'Pameran', consent: 'Formulir pameran 2026' });
    await work();
    expect(await show(id)).toMatchObject({ state: 'done', total: 1, processed: 1, created: 1, failed: 0 });
    const { items } = await titian.listContacts({ query: { q: 'wulandari' } });
    expect(items[0]).toMatchObject({
      name: 'Rina "Ina" Wulandari',
      tags: [{ name: 'Baru' }, { name: 'Pameran' }, { name: 'VIP' }],
    });
    expect((await titian.listContacts({ query: { field: 'kota:bogor' } })).items).toHaveLength(1);
    const contact = items[0]?.id ?? '';
    const history = await titian.listContactHistory({ path: { id: contact } });
    expect(history.items.map(({ kind }) => kind)).toEqual(['created']);
  });

  it('again changes nothing, and rows of one file that name one person make one contact', async () => {
    const csv = `${HEADER}\nSari,${phone(1)},,\nSari Dewi,+62 812-1000-0001,sari@contoh.id,Lama\n,,sari@contoh.id,\n`;
    expect(await imported(csv)).toMatchObject({ created: 1, updated: 1, unchanged: 1, failed: 0 });
    const before = await total();
    expect(await imported(csv)).toMatchObject({ created: 0, updated: 2, unchanged: 1, failed: 0 });
    expect(await imported(`${HEADER}\nSari Dewi,${phone(1)},sari@contoh.id,lama\n`)).toMatchObject({
      unchanged: 1,
    });
    expect(await total()).toBe(before);
    expect(await people('+6281210000001')).toMatchObject([{ name: 'Sari Dewi', tags: ['Lama'] }]);
  });

  it('suggests who may be one person, in the file and in what was there, and no namesakes by the dozen', async () => {
    await imported(`${HEADER}\nTeguh Adi Prakoso,${phone(40_000)},,\nMelati,,melati.indah@gmail.com,\n`);
    const many = Array.from({ length: 30 }, (_, i) => `Sri Rahayu,${phone(50_000 + i)},,`);
    const shared = Array.from({ length: 30 }, (_, i) => `Cabang ${i},${phone(60_000 + i)},,`);
    const rows = [
      `teguh adi PRAKOSO,${phone(40_001)},,`,
      'Melati Toko,,melatiindah+toko@gmail.com,',
      `Gita Ayu,${phone(41_000)},,`,
      `Gita Ayu,${phone(41_001)},,`,
      `0812-1004-1000,${phone(42_000)},,`,
      ...many,
      ...shared,
    ];
    await imported([HEADER, ...rows].join('\n'));
    const pairs = await app.rows<{ pair: string; reason: string }>(
      `select concat_ws(' | ', a.name, b.name) as pair, s.reason from contacts.suggestion s
       join contacts.contact a on a.id = s.contact_a join contacts.contact b on b.id = s.contact_b
       where s.workspace_id = $1 and s.state = 'open' order by 1`,
      [app.a.id],
    );
    expect(pairs).toEqual([
      { pair: 'Gita Ayu | 0812-1004-1000', reason: 'same_phone' },
      { pair: 'Gita Ayu | Gita Ayu', reason: 'similar_name' },
      { pair: 'Melati | Melati Toko', reason: 'same_email' },
      { pair: 'Teguh Adi Prakoso | teguh adi PRAKOSO', reason: 'similar_name' },
    ]);
  });

  it('updates, fills or leaves alone who is there already', async () => {
    const fields: ColumnTarget[] = [
      { to: 'name' },
      { to: 'phone' },
      { to: 'new_field', label: 'Kota', type: 'text' },
    ];
    const csv = (name: string, city: string) => `Nama,HP,Kota\n${name},${phone(2)},${city}\n`;
    await imported(csv('Dewi', ''), {}, fields);
    expect(await imported(csv('Dewi Lestari', 'Solo'), { onExisting: 'skip' }, fields)).toMatchObject({
      skipped: 1,
    });
    expect(await people('+6281210000002')).toMatchObject([{ name: 'Dewi', fields: {} }]);
    await imported(csv('Dewi Lestari', 'Solo'), { onExisting: 'fill' }, fields);
    expect(await people('+6281210000002')).toMatchObject([{ name: 'Dewi', fields: { kota: 'Solo' } }]);
    await imported(csv('Dewi Lestari', 'Depok'), { onExisting: 'update' }, fields);
    expect(await people('+6281210000002')).toMatchObject([
      { name: 'Dewi Lestari', fields: { kota: 'Depok' } },
    ]);
    await imported(csv('', ''), { onExisting: 'update' }, fields);
    expect(await people('+6281210000002')).toMatchObject([
      { name: 'Dewi Lestari', fields: { kota: 'Depok' } },
    ]);
  });

  it('takes the good rows, and reports the others so that they can be mended and imported', async () => {
    const csv = `${HEADER}\nBaik,${phone(3)},,\nBulat,8.12E+11,,\n"=cmd|x",0812,,\nTanpa alamat,,,\nDua,${phone(3)},sari@contoh.id,\n`;
    const { id, ...counts } = await imported(csv);
    expect(counts).toMatchObject({ state: 'done', total: 5, processed: 5, created: 1, failed: 4 });
    const titian = clientOf(app.a);
    const page = await titian.listContactImportFaults({ path: { id }, query: { limit: 3 } });
    expect(page.items).toEqual([
      { row: 3, column: 'No HP', code: 'phone_scientific', value: '8.12E+11' },
      { row: 4, column: 'No HP', code: 'phone_length', value: '0812' },
      { row: 5, column: null, code: 'no_address', value: 'Tanpa alamat' },
    ]);
    const next = await titian.listContactImportFaults({ path: { id }, query: { cursor: page.next ?? '' } });
    expect(next.items).toMatchObject([{ row: 6, code: 'addresses_of_two' }]);
    const answer = await fetch(`${baseUrl}/v1/contacts/imports/${id}/report.csv`, {
      headers: { authorization: `Bearer ${app.a.key}`, 'accept-language': 'id' },
    });
    const lines = Buffer.from(await answer.arrayBuffer())
      .toString('utf8')
      .split('\r\n');
    expect(lines[0]).toBe('\ufeffNama,No HP,Email,Label,alasan');
    expect(lines[1]).toMatch(/^Bulat,8\.12E\+11,,,No HP: angkanya dibulatkan Excel/);
    expect(lines[2]).toMatch(/^"'=cmd\|x",0812,,,/);
    expect(lines).toHaveLength(6);
    expect(answer.headers.get('content-disposition')).toContain('kontak-gagal.csv');
    const masking = await app.keyOf(app.a, ['contacts:import']);
    const few = await createTitian({ baseUrl, apiKey: masking.key }).listContactImportFaults({
      path: { id },
    });
    expect(few.items[0]?.value).toBe('8.1••••11');
    const path = `${baseUrl}/v1/contacts/imports/${id}`;
    for (const part of ['preview', 'report.csv']) {
      const headers = { authorization: `Bearer ${masking.key}` };
      const text = await (await fetch(`${path}/${part}`, { headers })).text();
      expect(text, part).toContain('+62812••••003');
      expect(text, part).not.toContain(phone(3));
    }
  });

  it('goes on after a crash at the last batch that was committed, and doubles nothing', async () => {
    const rows = Array.from({ length: 140 }, (_, i) => `Orang ${i},0813${20_000_000 + i},,`);
    const id = await prepare(`${HEADER}\n${rows.join('\n')}\n`);
    await start(id);
    const [row] = await worker.query(claimImport, []);
    if (row === undefined) throw new Error('nothing to work on');
    // The third batch dies in the middle, as when the process is killed: its transaction never commits.
    let batches = 0;
    const dying: TransferDeps = {
      ...deps,
      db: {
        ...worker,
        inWorkspace: (workspaceId, run) =>
          worker.inWorkspace(workspaceId, async (tx) => {
            const result = await run(tx);
            if (++batches === 3) throw new Error('killed');
            return result;
          }),
      },
    };
    await expect(runImport(dying, row, () => false)).rejects.toThrow('killed');
    expect(await show(id)).toMatchObject({ state: 'running', processed: 80, created: 80 });
    // Nobody takes it before its time is up; then another process goes on.
    expect(await worker.query(claimImport, [])).toEqual([]);
    await app.rows(`update contacts.import set leased_until = now() - interval '1 second'`);
    await work();
    expect(await show(id)).toMatchObject({
      state: 'done',
      processed: 140,
      created: 140,
      updated: 0,
      failed: 0,
    });
    const made = await people('+62813200%');
    expect(made).toHaveLength(140);
    expect(new Set(made.map(({ address }) => address)).size).toBe(140);
  });

  it('is never worked off twice by two processes that both believe it theirs', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `Orang ${i},0813${30_000_000 + i},,`);
    const id = await prepare(`${HEADER}\n${rows.join('\n')}\n0812\n`);
    await start(id);
    const [row] = await worker.query(claimImport, []);
    if (row === undefined) throw new Error('nothing to work on');
    // Both have read who is there before either writes, whichever of them is faster.
    let readers = 0;
    const both = (): Promise<void> => waitFor('both have read', () => readers === 2, 20_000);
    const racing = [1, 2].map(() =>
      afterReading(() => {
        readers += 1;
        return both();
      }),
    );
    await Promise.all(racing.map((one) => runImport(one, row, () => false)));
    expect(await show(id)).toMatchObject({ state: 'done', processed: 101, created: 100, failed: 1 });
    expect(await people('+62813300%')).toHaveLength(100);
    const faults = await clientOf(app.a).listContactImportFaults({ path: { id } });
    expect(faults.items).toHaveLength(1);
  });

  it('that is canceled keeps what is committed and takes nothing more', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `Orang ${i},0813${40_000_000 + i},,`);
    const id = await prepare(`${HEADER}\n${rows.join('\n')}\n`);
    await start(id);
    const [row] = await worker.query(claimImport, []);
    if (row === undefined) throw new Error('nothing to work on');
    let batches = 0;
    const slow: TransferDeps = {
      ...deps,
      db: {
        ...worker,
        async inWorkspace(workspaceId, run) {
          if (++batches === 2) await clientOf(app.a).cancelContactImport({ path: { id }, body: {} });
          return worker.inWorkspace(workspaceId, run);
        },
      },
    };
    await runImport(slow, row, () => false);
    expect(await show(id)).toMatchObject({ state: 'canceled', processed: 40, created: 40 });
    expect(await people('+62813400%')).toHaveLength(40);
    await expect(clientOf(app.a).cancelContactImport({ path: { id }, body: {} })).rejects.toMatchObject({
      code: 'contact_transfer.import_started',
    });
  });

  it('stops orderly between batches and goes on when the process starts again', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `Orang ${i},0813${50_000_000 + i},,`);
    const id = await prepare(`${HEADER}\n${rows.join('\n')}\n`);
    await start(id);
    const [row] = await worker.query(claimImport, []);
    if (row === undefined) throw new Error('nothing to work on');
    await runImport(deps, row, () => true);
    expect(await show(id)).toMatchObject({ state: 'running', processed: 0 });
    const runner = startContactTransfers(deps);
    await eventually(
      'it is done',
      seldom(async () => (await show(id)).state === 'done'),
      25_000,
    );
    await runner.stop();
    expect(await show(id)).toMatchObject({ created: 60 });
  });

  it('meets a message that makes the same contact at the same time', async () => {
    const id = await prepare(`${HEADER}\nBudi,${phone(9)},,VIP\n`);
    await start(id);
    const [row] = await worker.query(claimImport, []);
    if (row === undefined) throw new Error('nothing to work on');
    const racing = afterReading(() =>
      clientOf(app.a).createContact({ body: { identities: [{ kind: 'phone', address: phone(9) }] } }),
    );
    await runImport(racing, row, () => false);
    expect(await show(id)).toMatchObject({ state: 'done', created: 0, updated: 1 });
    expect(await people('+6281210000009')).toMatchObject([{ name: 'Budi', tags: ['VIP'] }]);
  });

  it('fails with a reason when its file is gone, and belongs to one workspace', async () => {
    const id = await prepare(`${HEADER}\nBudi,${phone(8)},,\n`);
    await expect(clientOf(app.b).getContactImport({ path: { id } })).rejects.toMatchObject({
      code: 'contact_transfer.import_not_found',
    });
    await start(id);
    await app.rows('delete from platform.file');
    await work();
    expect(await show(id)).toMatchObject({ state: 'failed', failure: 'file_gone' });
  });

  it('of what is no table is refused with the reason', async () => {
    const old = new Blob([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)], {
      type: 'application/vnd.ms-excel',
    });
    await expect(prepare(old)).rejects.toMatchObject({ code: 'contact_transfer.import_file_old_excel' });
    await expect(
      prepare(new Blob([Buffer.from('89504e470d0a1a0a', 'hex')], { type: 'text/csv' })),
    ).rejects.toMatchObject({ code: 'contact_transfer.import_file_unreadable' });
    await expect(prepare('Nama,HP\n')).rejects.toMatchObject({
      code: 'contact_transfer.import_file_without_rows',
    });
    const id = await prepare(`${HEADER}\nBudi,${phone(7)},,\n`);
    await expect(start(id, [{ to: 'name' }])).rejects.toMatchObject({
      code: 'contact_transfer.import_mapping_incomplete',
    });
    await start(id);
    await expect(start(id)).rejects.toMatchObject({ code: 'contact_transfer.import_started' });
    await work();
  });
});

describe('an export', () => {
  async function exported(
    format: 'csv' | 'xlsx',
    key: string,
    query: Record<string, string> = {},
  ): Promise<Buffer> {
    const titian = createTitian({ baseUrl, apiKey: key });
    const { id } = await titian.createContactExport({ body: { format, ...query } });
    const runner = startContactTransfers(deps);
    await eventually(
      'it is done',
      seldom(async () => (await titian.getContactExport({ path: { id } })).state === 'done'),
      25_000,
    );
    await runner.stop();
    return Buffer.from(await titian.downloadContactExport({ path: { id } }));
  }

  it('holds what the search finds, harmless, masked for those who see numbers masked, and is told in the audit trail', async () => {
    const titian = clientOf(app.a);
    await titian.createContact({
      body: {
        name: '=HYPERLINK("http://x","klik")',
        identities: [
          { kind: 'phone', address: '082255550001' },
          { kind: 'email', address: 'rumus@contoh.id' },
        ],
      },
    });
    const csv = (await exported('csv', app.a.key, { q: '082255550001' })).toString('utf8');
    const [header, line, end] = csv.split('\r\n');
    expect(header).toMatch(/^\ufeffNama,No HP,Email,Nomor lain,Email lain,WhatsApp ID,Tag,/);
    expect(line).toMatch(/^"'=HYPERLINK\(""http:\/\/x"",""klik""\)",\+6282255550001,rumus@contoh\.id,/);
    expect(end).toBe('');
    const { key } = await app.keyOf(app.a, ['contacts:read', 'contacts:export']);
    const masked = (await exported('csv', key, { q: 'hyperlink' })).toString('utf8');
    expect(masked).toContain('+62822••••001,ru••••@contoh.id');
    expect(masked).not.toContain('82255550001');
    const actions = await app.rows<{ type: string }>(
      `select distinct type from platform.event_delivery where type like 'contact_export.%' order by 1`,
    );
    expect(actions.map(({ type }) => type)).toEqual([
      'contact_export.downloaded',
      'contact_export.requested',
    ]);
    const few = createTitian({ baseUrl, apiKey: key });
    const whole = await titian.listContactExports();
    await expect(
      few.downloadContactExport({ path: { id: whole.items.find((one) => !one.masked)?.id ?? '' } }),
    ).rejects.toMatchObject({ code: 'contact_transfer.export_not_found' });
  });

  it('as a workbook is imported again and changes nothing', async () => {
    const bytes = await exported('xlsx', app.a.key, { q: 'Sari Dewi' });
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const id = await prepare(new Blob([new Uint8Array(bytes)], { type }));
    const { guess, rows } = await clientOf(app.a).previewContactImport({ path: { id } });
    expect(rows).toHaveLength(1);
    const mapping = guess.map((one) =>
      one.to === 'new_field' ? { to: 'skip' as const } : one,
    ) as ColumnTarget[];
    await start(id, mapping);
    await work();
    expect(await show(id)).toMatchObject({ state: 'done', unchanged: 1, created: 0, updated: 0, failed: 0 });
  });
});
