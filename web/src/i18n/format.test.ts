import { describe, expect, it } from 'vitest';
import { startOfDay } from './day-bounds.ts';
import { createFormat, formatPhone } from './format.ts';

const id = createFormat('id', 'Asia/Jakarta');
const en = createFormat('en', 'Asia/Makassar');
/** 14.05 in Jakarta, 15:05 in Makassar. */
const MOMENT = '2026-11-21T07:05:00Z';

describe('money', () => {
  it.each([
    [35_000, 'Rp350', 'Rp350'],
    [125_000_000, 'Rp1.250.000', 'Rp1,250,000'],
    [36_050, 'Rp360,50', 'Rp360.50'],
    [5, 'Rp0,05', 'Rp0.05'],
    [0, 'Rp0', 'Rp0'],
    [-35_000, '−Rp350', '−Rp350'],
  ])('%i hundredths of a rupiah', (amount, inIndonesian, inEnglish) => {
    expect(id.money({ amount, currency: 'IDR' })).toBe(inIndonesian);
    expect(en.money({ amount, currency: 'IDR' })).toBe(inEnglish);
  });

  it('names a currency that has no sign here', () => {
    expect(id.money({ amount: 150, currency: 'USD' })).toBe('USD 1,50');
  });
});

describe('moments', () => {
  it('shows the clock of the workspace with its zone', () => {
    expect(id.dateTime(MOMENT)).toBe('21 Nov 2026 14.05 WIB');
    expect(en.dateTime(MOMENT)).toBe('21 Nov 2026 15:05 WITA');
  });

  it('writes midnight as 00, never as 24', () => {
    expect(id.time('2026-11-20T17:00:00Z')).toBe('00.00');
  });

  it('uses Indonesian months', () => {
    expect(id.date('2026-05-01T00:00:00Z')).toBe('1 Mei 2026');
    expect(id.date('2026-08-17T00:00:00Z')).toBe('17 Agu 2026');
  });

  it('is as short as the distance allows', () => {
    const now = new Date('2026-11-21T09:00:00Z');
    expect(id.short(MOMENT, now)).toBe('14.05');
    expect(id.short('2026-11-19T07:05:00Z', now)).toBe('19 Nov 14.05');
    expect(id.short('2025-11-19T07:05:00Z', now)).toBe('19 Nov 2025');
    // Yesterday by the clock of Jakarta, though today in UTC terms is another matter.
    expect(id.short('2026-11-20T16:59:00Z', now)).toBe('20 Nov 23.59');
  });

  it('begins a day where the zone does', () => {
    expect(id.day('2026-11-20T17:00:00Z')).toBe('2026-11-21');
    expect(new Date(startOfDay('2026-11-21', 'Asia/Jayapura')).toISOString()).toBe(
      '2026-11-20T15:00:00.000Z',
    );
  });
});

describe('numbers', () => {
  it('groups thousands in the language', () => {
    expect(id.number(1_234_567)).toBe('1.234.567');
    expect(en.number(1_234_567)).toBe('1,234,567');
    expect(id.number(999)).toBe('999');
    expect(id.number(-1000)).toBe('−1.000');
  });

  it('keeps one decimal of a share', () => {
    expect(id.percent(0.9876)).toBe('98,8%');
    expect(en.percent(1)).toBe('100%');
  });
});

describe('phones', () => {
  it.each([
    ['+6281234567890', '0812-3456-7890'],
    ['+628123456789', '0812-3456-789'],
    ['+6281234567', '0812-3456-7'],
    ['+62895123456789', '0895-1234-56789'],
    ['+62215550100', '0215550100'],
    ['+6591234567', '+6591234567'],
    ['TOKOMELATI', 'TOKOMELATI'],
    ['62811', '62811'],
  ])('%s', (address, shown) => {
    expect(formatPhone(address)).toBe(shown);
  });
});
