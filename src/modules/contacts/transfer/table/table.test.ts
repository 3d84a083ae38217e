import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from './encoding.ts';
import { detectDialect, rowsOf, type SheetRow, XlsxFault } from './table.ts';
import { readXlsx } from './xlsx-read.ts';
import { writeXlsx } from './xlsx-write.ts';
import { createZipWriter, readDirectory, readEntry } from './zip.ts';

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const file = (bytes: Buffer, mime: string, size = 1000) => ({
  file: {
    id: 1n,
    purpose: 'import',
    name: 'a',
    mime,
    claimedMime: mime,
    size: bytes.length,
    sha256: '',
    createdAt: new Date(),
    expiresAt: null,
  },
  body: (from = 0) => chunks(bytes.subarray(from), size),
});
async function all(rows: AsyncIterable<readonly SheetRow[]>): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const some of rows) found.push(...some);
  return found;
}
async function cellsOf(bytes: Buffer, mime = 'text/csv', size?: number): Promise<string[][]> {
  const one = file(bytes, mime, size);
  const dialect = await detectDialect(one, undefined);
  if (typeof dialect === 'string') throw new Error(dialect);
  return (await all(rowsOf(one, dialect))).map(({ cells }) => cells);
}
const wide = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

describe('text', () => {
  const text = 'nama;kota\r\nSiti Nur’aini;Café "Ñ" 日本\r\n';
  const cells = [
    ['nama', 'kota'],
    ['Siti Nur’aini', 'Café "Ñ" 日本'],
  ];
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', wide(`\ufeff${text}`, false)],
    ['UTF-16, big end first', wide(`\ufeff${text}`, true)],
  ])('in %s is read, whatever the pieces', async (_, bytes) => {
    for (const size of [2, 3, 1000]) expect(await cellsOf(bytes, 'text/csv', size)).toEqual(cells);
  });

  it('in UTF-16 without a mark is read', async () => {
    const plain = 'nama,hp\nRina,0812345678\n';
    expect(await cellsOf(wide(plain, false))).toEqual([
      ['nama', 'hp'],
      ['Rina', '0812345678'],
    ]);
  });

  it('in Windows-1252 is read, although its first odd letter stands at the very end', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`nama,kota\n${'Rina,Bogor\n'.repeat(9000)}`),
      Buffer.from('Ren\xe9,\x93x\x94\n', 'latin1'),
    ]);
    expect(await detectEncoding(chunks(bytes, 4096))).toBe('windows-1252');
    expect((await cellsOf(bytes)).at(-1)).toEqual(['René', '“x”']);
  });

  it('keeps the numbers of its rows past blank ones, and the hint of Excel is row 1', async () => {
    const one = file(Buffer.from('sep=;\r\nnama;hp\r\n\r\n;\r\nRina;0812\r\n'), 'text/csv', 2);
    const dialect = await detectDialect(one, undefined);
    if (typeof dialect === 'string') throw new Error(dialect);
    expect(await all(rowsOf(one, dialect))).toEqual([
      { row: 2, cells: ['nama', 'hp'] },
      { row: 5, cells: ['Rina', '0812'] },
    ]);
  });

  it('is told from pictures and from Excel of before 2007', async () => {
    expect(await detectDialect(file(Buffer.from('x'), 'image/png'), undefined)).toBe('not_a_table');
    expect(await detectDialect(file(Buffer.from('x'), 'application/vnd.ms-excel'), undefined)).toBe(
      'old_excel',
    );
  });
});

async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  async function* some() {
    yield rows;
  }
  const parts: Buffer[] = [];
  for await (const part of writeXlsx(some())) parts.push(part);
  return Buffer.concat(parts);
}
const readBook = async (bytes: Buffer, size = 500): Promise<SheetRow[]> =>
  all(readXlsx((from) => chunks(bytes.subarray(from), size), bytes.length));

const PARTS = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="3" r:id="rId7"/><sheet name="B" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet9.xml"/></Relationships>',
  'xl/styles.xml':
    '<x:styleSheet xmlns:x="m"><x:numFmts><x:numFmt numFmtId="170" formatCode="dd\\-mm\\-yyyy"/><x:numFmt numFmtId="171" formatCode="&quot;Hari&quot; 0.00"/></x:numFmts><x:cellStyleXfs><x:xf numFmtId="14"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="170"/><x:xf numFmtId="171"/></x:cellXfs></x:styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>Nama</t></si><si><r><t>No</t></r><r><t xml:space="preserve"> HP</t></r><rPh><t>x</t></rPh></si><si><t>Tom &amp; &#x4a;erry</t></si><si/></sst>',
  'xl/worksheets/sheet9.xml':
    '<?xml version="1.0"?><worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row><!-- <row> --><row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" s="1"><v>46347</v></c><c r="C4"><v>6.281234567890E12</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" s="2"><v>46347.5</v></c><c r="F4" s="3"><v>7.5</v></c><c r="G4" t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c><c r="H4" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="I4" t="e"><v>#N/A</v></c></row><row r="5"><c r="A5" t="s"><v>3</v></c></row><row r="6"/></sheetData></worksheet>',
};
async function packed(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = createZipWriter();
  const bytes: Buffer[] = [];
  for (const [name, text] of Object.entries(parts)) bytes.push(await zip.add(name, [text]));
  return Buffer.concat([...bytes, zip.end()]);
}

describe('a workbook', () => {
  it('is read: first tab, shared and formatted text, numbers, dates, gaps, formulas by their results', async () => {
    for (const size of [1, 700]) {
      expect(await readBook(await packed(PARTS), size)).toEqual([
        { row: 2, cells: ['Nama', '', 'No HP'] },
        {
          row: 4,
          cells: ['Tom & Jerry', '2026-11-21', '6281234567890', 'TRUE', '2026-11-21', '7.5', '<b>', 'ax', ''],
        },
      ]);
    }
  });

  it('that was written reads back, letter by letter, and nothing in it is a formula', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').replaceAll('\r', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const bytes = await workbook(rows);
          const full = rows
            .map((cells, i) => ({ row: i + 1, cells }))
            .filter(({ cells }) => cells.some((one) => one !== ''));
          expect(await readBook(bytes)).toEqual(full);
        },
      ),
      { numRuns: 60 },
    );
    const bytes = await workbook([['=1+1', '+62812', '@x']]);
    expect(bytes.includes('<f>')).toBe(false);
    expect(await readBook(bytes)).toEqual([{ row: 1, cells: ['=1+1', '+62812', '@x'] }]);
  });

  it('that is damaged, a bomb, or none at all, is refused', async () => {
    const good = await packed(PARTS);
    const damaged = Buffer.from(good);
    damaged.fill(0x55, 900, 1000);
    await expect(readBook(damaged)).rejects.toThrow(XlsxFault);
    await expect(readBook(good.subarray(0, good.length - 30))).rejects.toThrow(XlsxFault);
    await expect(readBook(Buffer.from('PK not really'))).rejects.toThrow(XlsxFault);
    await expect(readBook(await packed({ 'a.txt': 'x' }))).rejects.toThrow(XlsxFault);
    const doctype = { ...PARTS, 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "aa">]><sst/>' };
    await expect(readBook(await packed(doctype))).rejects.toThrow(/document type/);
    async function* nothing(): AsyncGenerator<string> {
      for (let i = 0; i < 12; i++) yield ' '.repeat(1024 * 1024);
    }
    const zip = createZipWriter();
    const parts: Buffer[] = [];
    for (const [name, text] of Object.entries(PARTS))
      parts.push(await zip.add(name, name === 'xl/sharedStrings.xml' ? nothing() : [text]));
    const bomb = Buffer.concat([...parts, zip.end()]);
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    await expect(readBook(bomb, 65_536)).rejects.toThrow(XlsxFault);
    const from = (at: number) => chunks(bomb.subarray(at), 65_536);
    const entry = (await readDirectory(from, bomb.length)).get('xl/sharedStrings.xml');
    if (entry === undefined) throw new Error('no entry');
    let seen = 0;
    const reading = async (): Promise<void> => {
      for await (const part of readEntry(from, entry, 1_000_000)) seen += part.length;
    };
    await expect(reading()).rejects.toThrow(/larger than 1000000 bytes/);
    expect(seen).toBeLessThanOrEqual(1_000_000);
  });

  it('whose directory lies about sizes is refused', async () => {
    const lie = deflateRawSync(Buffer.from('x'));
    const bytes = Buffer.concat([await packed(PARTS), lie]);
    bytes.writeUInt32LE(0xffff_fff0, bytes.length - lie.length - 6);
    await expect(readBook(bytes)).rejects.toThrow(XlsxFault);
  });
});
