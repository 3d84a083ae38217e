import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader, csvLine, detectSeparator, MAX_CELL, SEPARATORS, type Separator } from './csv.ts';

function parse(text: string, separator: Separator = ',', pieces: readonly number[] = []): string[][] {
  const reader = createCsvReader(separator);
  const records: string[][] = [];
  let at = 0;
  for (const length of pieces) {
    records.push(...reader.push(text.slice(at, at + length)));
    at += length;
  }
  return [...records, ...reader.push(text.slice(at)), ...reader.end()];
}

describe('the reader', () => {
  it.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['every line end', 'a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]],
    ['quotes', '"a,b","c ""d"" e"\n', [['a,b', 'c "d" e']]],
    ['line ends in quotes', '"Jl. Melati\nNo. 3",x\r\n', [['Jl. Melati\nNo. 3', 'x']]],
    [
      'empty cells',
      ',\n,"",\n',
      [
        ['', ''],
        ['', '', ''],
      ],
    ],
    ['a blank line between', 'a\n\nb', [['a'], [''], ['b']]],
    ['a quote inside a cell', 'Toko "Melati",x', [['Toko "Melati"', 'x']]],
    ['text behind a closing quote', '"a"b,c', [['ab', 'c']]],
    [
      'a quote that is never closed',
      '"Rina,0812\nSari,0813',
      [
        ['"Rina', '0812'],
        ['Sari', '0813'],
      ],
    ],
    ['nothing', '', []],
  ])('reads %s', (_, text, records) => {
    expect(parse(text)).toEqual(records);
  });

  it('gives back what any program wrote, however it comes in', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.stringMatching(/^[",;\t|\r\n 0-9a-z]{0,12}$/),
    );
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat({ max: 9 }), { maxLength: 30 }),
        (records, separator, end, pieces) => {
          const text = records.map((cells) => cells.map(quoted).join(separator) + end).join('');
          expect(parse(text, separator, pieces)).toEqual(records);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads the same records whatever the pieces are, and loses no letter of any text', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^["a,;\r\n]{0,60}$/),
        fc.array(fc.nat({ max: 7 }), { maxLength: 20 }),
        (text, pieces) => {
          const records = parse(text, ',', pieces);
          expect(records).toEqual(parse(text));
          const letters = (one: string): number => one.split('a').length - 1;
          expect(letters(records.flat().join(''))).toBe(letters(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not let a forgotten quote swallow the file', () => {
    const rest = 'Sari,081234567890\n'.repeat(10_000);
    const records = parse(`nama,hp\n"Rina,0812\n${rest}`, ',', Array(200).fill(1000));
    expect(records).toHaveLength(10_002);
    expect(records[1]).toEqual(['"Rina', '0812']);
    expect(rest.length).toBeGreaterThan(MAX_CELL * 2);
  });
});

describe('the separator', () => {
  it.each([
    ['nama,hp,kota\nRina,0812,Bogor\n', ','],
    ['nama;hp;alamat\nRina;0812;"Jl. A, No. 3, Bogor"\n', ';'],
    ['nama\thp\nRina, Dra.\t0812\n', '\t'],
    ['nama|hp\nRina|0812\n', '|'],
    ['nama\nRina\n', ','],
    ['jumlah;harga\n1,5;2,5\n3,5;4,5\n', ';'],
  ])('of %j is found', (head, separator) => {
    expect(detectSeparator(head)).toEqual({ separator, skip: 0 });
  });

  it("is what Excel's own hint says, which is no row", () => {
    expect(detectSeparator('sep=;\r\nnama;hp\n')).toEqual({ separator: ';', skip: 7 });
  });
});

describe('a line that is written', () => {
  it.each([
    ['=HYPERLINK("http://jahat.example","x")', `"'=HYPERLINK(""http://jahat.example"",""x"")"\r\n`],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['+cmd|x', `"'+cmd|x"\r\n`],
    ['-2+3+cmd', "'-2+3+cmd\r\n"],
    ['\t=1', `"'\t=1"\r\n`],
    ['+6281234567890', '+6281234567890\r\n'],
    ['-12.5', '-12.5\r\n'],
    ['Rina', 'Rina\r\n'],
  ])('runs no formula: %j', (cell, line) => {
    expect(csvLine([cell])).toBe(line);
  });

  it('never begins a cell with what a spreadsheet runs, and reads back', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[=+@\t\r-][a-z0-9("|,]{0,8}$/));
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...SEPARATORS),
        (cells, separator) => {
          const [back] = parse(csvLine(cells, separator), separator);
          expect(back?.map((one) => one.replace(/^'(?=[=+\-@\t\r])/, ''))).toEqual(
            cells.map((one) => one.replace(/^'(?=[=+\-@\t\r])/, '')),
          );
          for (const one of back ?? [])
            expect(/^[=@\t\r]|^[+-](?!\d[\d\s().•-]*$)/.test(one) && !/^[+-]?\d/.test(one)).toBe(false);
        },
      ),
    );
  });
});
