import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf, generateKey, isWellFormedKey, previewOfKey } from './key-format.ts';

describe('API key format', () => {
  it('makes keys of the documented form that differ', () => {
    const keys = Array.from({ length: 200 }, (_, i) => generateKey(i % 2 === 0 ? 'live' : 'test'));
    expect(new Set(keys).size).toBe(200);
    for (const key of keys) {
      expect(key).toMatch(/^tt_(live|test)_[0-9A-Za-z]{38}$/);
      expect(isWellFormedKey(key)).toBe(true);
    }
  });

  // CRC-32 of "123456789" is CBF43926, the check value that the CRC catalogues list for it.
  it('writes the CRC-32 in base62', () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = [...checksumOf('123456789')].reduce((sum, c) => sum * 62 + alphabet.indexOf(c), 0);
    expect(value).toBe(0xcbf43926);
    expect(checksumOf('123456789')).toHaveLength(6);
  });

  it('refuses every change of one character', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 45 }),
        fc.constantFrom(...'09AZaz_-. '),
        fc.constantFrom('live' as const, 'test' as const),
        (at, character, mode) => {
          const key = generateKey(mode);
          fc.pre(key[at] !== character);
          return !isWellFormedKey(key.slice(0, at) + character + key.slice(at + 1));
        },
      ),
    );
  });

  it.each([
    '',
    'tt_live_',
    'tt_prod_x',
    'x'.repeat(46),
    `${generateKey('live')}0`,
    generateKey('live').slice(1),
  ])('refuses %j', (text) => expect(isWellFormedKey(text)).toBe(false));

  it('uses every character about equally often', () => {
    const counts = new Map<string, number>();
    const total = 62 * 1_000;
    for (let i = 0; i < total / 31; i++) {
      for (const c of generateKey('live').slice(8, 39)) counts.set(c, (counts.get(c) ?? 0) + 1);
    }
    const drawn = [...counts.values()].reduce((a, b) => a + b, 0);
    const expected = drawn / 62;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(62);
    // 61 degrees of freedom: 129.6 is exceeded once in a million runs; `byte % 62` without rejection gives about 490.
    expect(chiSquare).toBeLessThan(129.6);
  });

  it('shows enough to recognise a key and too little to use it', () => {
    expect(previewOfKey(generateKey('test'))).toMatch(/^tt_test_[0-9A-Za-z]{4}…$/);
  });
});
