import { House } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import { findEntries, type PaletteEntry, phoneInQuery } from './palette-entries.ts';

const entry = (label: string): PaletteEntry => ({
  id: label,
  group: 'pages',
  label,
  icon: House,
  run: () => undefined,
});
const ENTRIES = ['Beranda', 'Tambah kanal', 'Kanal', 'Kunci API'].map(entry);

describe('findEntries', () => {
  it('finds every word in any order, beginnings first', () => {
    expect(findEntries(ENTRIES, 'kan').map(({ label }) => label)).toEqual(['Kanal', 'Tambah kanal']);
    expect(findEntries(ENTRIES, 'kanal tam').map(({ label }) => label)).toEqual(['Tambah kanal']);
    expect(findEntries(ENTRIES, 'xyz')).toEqual([]);
    expect(findEntries(ENTRIES, '  ')).toHaveLength(4);
  });
});

describe('phoneInQuery', () => {
  it('recognises a number however it is grouped, and nothing else', () => {
    expect(phoneInQuery('0812-3456-7890')).toBe('081234567890');
    expect(phoneInQuery('+62 812 3456 7890')).toBe('+6281234567890');
    expect(phoneInQuery('0812')).toBeUndefined();
    expect(phoneInQuery('kanal 2')).toBeUndefined();
  });
});
