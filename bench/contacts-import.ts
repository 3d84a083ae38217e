/**
 * What is promised about importing contacts: 100,000 rows, broken ones among them, within 60 s, from the upload to the
 * report. The built server in its default durability, over HTTP as any program would.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createTitian, type Titian } from '../sdk/src/index.ts';
import { writeXlsx } from '../src/modules/contacts/transfer/table/xlsx-write.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { withInstallation } from './installation.ts';

const ROWS = 100_000;
/** One row in fifty cannot be taken. */
const BROKEN_EVERY = 50;
const BROKEN = ROWS / BROKEN_EVERY;
const LIMIT_SECONDS = 60;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CITIES = ['Bogor', 'Depok', 'Solo', 'Makassar', 'Jayapura'];

export const contactsImportBench: Bench = {
  notes: [
    `${ROWS.toLocaleString('en')} rows with name, number, e-mail, city and tag; ${BROKEN.toLocaleString('en')} of them cannot be taken. From the first byte of the upload until the import says it is done.`,
    'again: the same file once more, which changes nothing.',
    'xlsx: as many other contacts from a workbook.',
    'export: all contacts into a CSV, from asking until the last byte is here.',
  ],
  run: (options) =>
    withInstallation({ profileDir: options.profileDir }, ({ url, apiKey }) =>
      measure(createTitian({ baseUrl: url, apiKey }), options),
    ),
};

async function measure(titian: Titian, { onProgress }: BenchOptions): Promise<Figure[]> {
  const table = rowsFrom(10_000_000);
  const csv = new Blob([table.map((cells) => `${cells.join(',')}\r\n`).join('')], { type: 'text/csv' });
  onProgress('csv');
  const first = await importFile(titian, csv, 'kontak.csv');
  expectCounts(first.counts, { created: ROWS - BROKEN, failed: BROKEN });
  onProgress('again');
  const again = await importFile(titian, csv, 'kontak.csv');
  expectCounts(again.counts, { unchanged: ROWS - BROKEN, failed: BROKEN });
  onProgress('xlsx');
  const book = await importFile(titian, await workbookOf(rowsFrom(20_000_000)), 'kontak.xlsx');
  expectCounts(book.counts, { created: ROWS - BROKEN, failed: BROKEN });
  onProgress('export');
  const exported = await exportAll(titian);
  const bar = (seconds: number) => ({ ratio: LIMIT_SECONDS / seconds, against: `bar ${LIMIT_SECONDS} s` });
  const figure = (name: string, seconds: number, withBar = true): Figure => ({
    name: `contacts-import.${name}`,
    value: seconds,
    unit: 's',
    load: loadAverage(),
    ...(withBar ? bar(seconds) : {}),
  });
  return [
    figure('csv.time', first.seconds),
    figure('again.time', again.seconds),
    figure('xlsx.time', book.seconds),
    figure('export.time', exported, false),
  ];
}

function rowsFrom(number: number): string[][] {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const phone = i % BROKEN_EVERY === 0 ? '8.12E+11' : `0812${number + i}`;
    const email = `orang${number + i}@contoh.example`;
    return [`Orang ${i} Wulandari`, phone, email, CITIES[i % CITIES.length] ?? '', 'Pelanggan'];
  });
  return [['Nama', 'No HP', 'Email', 'Kota', 'Tag'], ...rows];
}

async function workbookOf(rows: readonly (readonly string[])[]): Promise<Blob> {
  async function* all() {
    yield rows;
  }
  const parts: ArrayBuffer[] = [];
  for await (const part of writeXlsx(all())) parts.push(new Uint8Array(part).buffer);
  return new Blob(parts, { type: XLSX });
}

interface Counts {
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
}

async function importFile(
  titian: Titian,
  body: Blob,
  name: string,
): Promise<{ readonly seconds: number; readonly counts: Counts }> {
  const started = performance.now();
  const file = await titian.uploadFile({ query: { name, purpose: 'import' }, body });
  const { id } = await titian.createContactImport({ body: { fileId: file.id } });
  const { guess } = await titian.previewContactImport({ path: { id } });
  await titian.startContactImport({
    path: { id },
    body: { mapping: guess, options: { onExisting: 'update' } },
  });
  for (;;) {
    const one = await titian.getContactImport({ path: { id } });
    if (one.state === 'done') return { seconds: (performance.now() - started) / 1_000, counts: one };
    if (one.state !== 'waiting' && one.state !== 'running') throw new Error(`the import is ${one.state}`);
    await sleep(200);
  }
}

async function exportAll(titian: Titian): Promise<number> {
  const started = performance.now();
  const { id } = await titian.createContactExport({ body: { format: 'csv' } });
  while ((await titian.getContactExport({ path: { id } })).state !== 'done') await sleep(200);
  const bytes = await titian.downloadContactExport({ path: { id } });
  const lines = Buffer.from(bytes).toString('utf8').split('\r\n').length - 2;
  if (lines !== 2 * (ROWS - BROKEN)) throw new Error(`${lines} contacts were exported`);
  return (performance.now() - started) / 1_000;
}

function expectCounts(counts: Counts, wanted: Partial<Counts>): void {
  for (const name of ['created', 'unchanged', 'failed'] as const) {
    const want = wanted[name] ?? 0;
    if (counts[name] !== want) throw new Error(`${counts[name]} rows are ${name}, not ${want}`);
  }
}
