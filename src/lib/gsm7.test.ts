import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGsm7, encodeGsm7, gsm7Length, packSeptets, unpackSeptets, writeGsm7 } from './gsm7.ts';
import table from './testdata/gsm7-vectors.json' with { type: 'json' };

const ALPHABET = [
  ...table.basic.filter((char) => char !== null),
  ...table.extension.map(([, char]) => char ?? ''),
];

function hex(octets: Uint8Array | undefined): string {
  return Buffer.from(octets ?? []).toString('hex');
}

describe('GSM 7-bit alphabet', () => {
  it('has the 128 positions of TS 23.038', () => {
    expect(table.basic).toHaveLength(128);
    table.basic.forEach((char, code) => {
      if (char === null) return;
      expect(encodeGsm7(char)).toEqual(Uint8Array.of(code));
      expect(decodeGsm7(Uint8Array.of(code))).toBe(char);
    });
    for (const [code, char] of table.extension) {
      expect(hex(encodeGsm7(char ?? ''))).toBe(`1b${code?.toLowerCase()}`);
      expect(decodeGsm7(Buffer.from(`1b${code}`, 'hex'))).toBe(char);
    }
  });

  it.each(table.vectors)('encodes $text', (vector) => {
    expect(gsm7Length(vector.text) >= 0).toBe(vector.encoding === 'GSM-7');
    if (vector.encoding === 'GSM-7') expect(gsm7Length(vector.text)).toBe(vector.units);
    if (!vector.unpacked_hex || !vector.packed_hex) return;
    const septets = encodeGsm7(vector.text) ?? new Uint8Array();
    expect(hex(septets)).toBe(vector.unpacked_hex);
    expect(hex(packSeptets(septets))).toBe(vector.packed_hex);
    expect(decodeGsm7(unpackSeptets(Buffer.from(vector.packed_hex, 'hex'), septets.length))).toBe(
      vector.text,
    );
  });

  it('shows a space for an unknown extension code and drops a trailing escape', () => {
    expect(decodeGsm7(Uint8Array.of(0x41, 0x1b, 0x41, 0x42))).toBe('A B');
    expect(decodeGsm7(Uint8Array.of(0x41, 0x1b))).toBe('A');
  });

  it('fills seven spare bits with CR instead of an @', () => {
    expect(hex(packSeptets(encodeGsm7('1234567') ?? new Uint8Array()))).toBe('31d98c56b3dd1a');
  });

  it('refuses characters outside the alphabet', () => {
    for (const char of ['ç', '`', '\t', '’', '…', '\u00a0', '–', '\u001b', '🙏', '\ud83d']) {
      expect(encodeGsm7(`a${char}`)).toBeUndefined();
      expect(writeGsm7(`a${char}`, new Uint8Array(8), 0)).toBe(-1);
    }
  });

  it('survives a round trip, packed and unpacked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALPHABET), { maxLength: 200 }), (chars) => {
        const text = chars.join('');
        const septets = encodeGsm7(text) ?? new Uint8Array();
        expect(decodeGsm7(septets)).toBe(text);
        expect(unpackSeptets(packSeptets(septets), septets.length)).toEqual(septets);
      }),
    );
  });

  it('decodes any octets without throwing', () => {
    fc.assert(fc.property(fc.uint8Array(), (octets) => typeof decodeGsm7(octets) === 'string'));
  });
});
