import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessMapping, looksLikeHeader } from './guess-mapping.ts';
import { readPhone } from './read-phone.ts';
import { readRow, type Target } from './read-row.ts';
import { readValue } from './read-value.ts';

describe('a number out of a spreadsheet', () => {
  it.each([
    ['081234567890', '+6281234567890'],
    ['81234567890', '+6281234567890'],
    ['6281234567890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ["'081234567890", '+6281234567890'],
    ['="081234567890"', '+6281234567890'],
    ['81234567890.0', '+6281234567890'],
    ['8.1234567890E+10', '+6281234567890'],
    ['8,123456789E+10', undefined],
    ['6.281234567890E+12', '+6281234567890'],
    ['6.28123E+12', undefined],
    ['8.12E+11', undefined],
    ['0812', undefined],
    ['0812345678901234567', undefined],
    ['tidak ada', undefined],
  ])('%j is %s', (cell, e164) => {
    const phone = readPhone(cell);
    expect(phone.ok ? phone.e164 : undefined).toBe(e164);
  });

  it.each([
    ['8.12E+11', 'phone_scientific'],
    ['0812', 'phone_length'],
    ['081234567890 / 081398765432', 'phone_length'],
    ['tidak ada', 'phone_invalid'],
  ])('%j is refused as %s', (cell, code) => {
    expect(readPhone(cell)).toEqual({ ok: false, code });
  });

  it('is never another one after Excel showed it in full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 81_100_000_000, max: 81_399_999_999 }), (number) => {
        const digits = String(number);
        const shown = `${digits[0]}.${digits.slice(1)}E+10`;
        expect(readPhone(shown)).toEqual(readPhone(digits));
        const rounded = readPhone(`${digits[0]}.${digits.slice(1, 6)}E+10`);
        expect(rounded).toEqual({ ok: false, code: 'phone_scientific' });
      }),
    );
  });
});

describe('a value', () => {
  it.each([
    ['1.250.000,50', 'number', 1_250_000.5],
    ['1,250,000.50', 'number', 1_250_000.5],
    ['Rp 15.000', 'number', 15_000],
    ['2,5', 'number', 2.5],
    ['12x', 'number', undefined],
    ['21/11/2026', 'date', '2026-11-21'],
    ['2026-1-5', 'date', '2026-01-05'],
    ['31/02/2026', 'date', undefined],
    ['Ya', 'boolean', true],
    ['tidak', 'boolean', false],
    ['mungkin', 'boolean', undefined],
    ['EMAS', 'select', 'Emas'],
    ['perunggu', 'select', undefined],
    ['x'.repeat(1001), 'text', undefined],
  ] as const)('%j as %s is %s', (cell, type, value) => {
    const read = readValue(cell, type, ['Emas', 'Perak']);
    expect(read.ok ? read.value : undefined).toBe(value);
  });
});

describe('a row', () => {
  const targets: Target[] = [
    { to: 'name' },
    { to: 'phone' },
    { to: 'email' },
    { to: 'tags' },
    { to: 'field', key: 'kota', type: 'text', options: [] },
    { to: 'name' },
  ];
  const row = (...cells: string[]) => readRow({ row: 7, cells }, targets);

  it('is a contact with everything that it says', () => {
    expect(row(' Rina ', '0812-3456-7890', 'RINA@Contoh.id', 'VIP; Lama', 'Bogor', 'Wulandari')).toEqual({
      ok: true,
      candidate: {
        row: 7,
        name: 'Rina Wulandari',
        addresses: [
          { kind: 'phone', address: '+6281234567890' },
          { kind: 'email', address: 'rina@contoh.id' },
        ],
        tags: ['VIP', 'Lama'],
        fields: { kota: 'Bogor' },
      },
    });
  });

  it.each([
    [['Rina'], 'no_address', null],
    [['Rina', '8.12E+11'], 'phone_scientific', 1],
    [['Rina', '', 'rina@'], 'email_invalid', 2],
    [['Rina', '081234567890', '', 'x'.repeat(41)], 'tag_too_long', 3],
    [['x'.repeat(201), '081234567890'], 'name_too_long', null],
    [['Rina', '081234567890', '', '', '', '', 'lebih'], 'too_many_cells', null],
  ])('%j is refused as %s', (cells, code, column) => {
    expect(row(...cells)).toMatchObject({ ok: false, fault: { row: 7, code, column } });
  });

  it('of any letters is a contact or a fault, and never an error', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (cells) => {
        const read = readRow({ row: 1, cells }, targets);
        if (read.ok) expect(read.candidate.addresses.length).toBeGreaterThan(0);
        else expect(JSON.stringify(read.fault)).not.toContain('\\u0000');
      }),
    );
  });
});

describe('the mapping', () => {
  const rows = [
    [
      '1',
      'Rina Wulandari',
      '081234567890',
      'rina@contoh.id',
      'Bogor',
      'VIP',
      '21/11/2026',
      '250000',
      '016151',
    ],
    ['2', 'Sari Dewi', '081398765432', '', 'Depok', 'Baru', '01/02/2026', '100000', '016152'],
  ];
  it('is guessed from Indonesian names and from what stands there', () => {
    const columns = ['No', 'Nama', 'No. WA', 'Email', 'Kota', 'Label', 'Tgl Lahir', 'Belanja', 'Kode Pos'];
    expect(guessMapping(columns, rows, [{ key: 'kota', label_id: 'Kota', label_en: 'City' }])).toEqual([
      { to: 'skip' },
      { to: 'name' },
      { to: 'phone' },
      { to: 'email' },
      { to: 'field', key: 'kota' },
      { to: 'tags' },
      { to: 'new_field', label: 'Tgl Lahir', type: 'date' },
      { to: 'new_field', label: 'Belanja', type: 'number' },
      { to: 'new_field', label: 'Kode Pos', type: 'text' },
    ]);
  });

  it.each(['No HP', 'no.hp', 'NOMOR HANDPHONE', 'WhatsApp', 'Telp', 'Phone Number', 'Kolom 1', 'No'])(
    '%s is a phone number when numbers stand there',
    (name) => {
      expect(guessMapping([name], [['081234567890']], [])).toEqual([{ to: 'phone' }]);
    },
  );

  it('takes no order number for a phone number', () => {
    expect(guessMapping(['Nomor'], [['INV-1'], ['INV-2']], [])).toEqual([
      { to: 'new_field', label: 'Nomor', type: 'text' },
    ]);
  });

  it('knows a file without names of its columns', () => {
    expect(looksLikeHeader(['Nama', 'No HP'])).toBe(true);
    expect(looksLikeHeader(['Rina', '081234567890'])).toBe(false);
  });
});
