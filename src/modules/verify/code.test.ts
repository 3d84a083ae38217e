import { describe, expect, it } from 'vitest';
import { type CodeBinding, createCodeHasher, newCode, newSalts, wrongChecksFor } from './code.ts';

const BINDING: CodeBinding = {
  workspaceId: 'w',
  serviceId: 's',
  purpose: 'login',
  phone: '+6281234567890',
  verificationId: 7n,
  salt: Buffer.alloc(16, 1),
};

describe('S-10: codes', () => {
  it('are evenly distributed: a million of them pass chi-square, by position and by thousand', () => {
    const COUNT = 1_000_000;
    const positions = Array.from({ length: 6 }, () => new Float64Array(10));
    const thousands = new Float64Array(1_000);
    for (let i = 0; i < COUNT; i++) {
      const code = newCode(6);
      for (let at = 0; at < 6; at++) {
        const counts = positions[at] as Float64Array;
        const digit = code.charCodeAt(at) - 48;
        counts[digit] = (counts[digit] ?? 0) + 1;
      }
      const cell = Number(code.slice(0, 3));
      thousands[cell] = (thousands[cell] ?? 0) + 1;
    }
    const chiSquare = (counts: Float64Array): number => {
      const expected = COUNT / counts.length;
      return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    };
    // Passed by chance in all but one run in 100,000: 43 at 9 degrees of freedom, 1,200 at 999.
    for (const counts of positions) expect(chiSquare(counts)).toBeLessThan(43);
    expect(chiSquare(thousands)).toBeLessThan(1_200);
  });

  it.each([4, 6, 10])('of %i digits keep their leading zeros', (length) => {
    for (let i = 0; i < 200; i++) expect(newCode(length)).toMatch(new RegExp(`^\\d{${length}}$`));
  });

  it('of six digits and more give a guess five chances in a million at most', () => {
    for (const length of [6, 7, 8, 9, 10])
      expect(wrongChecksFor(length) / 10 ** length).toBeLessThanOrEqual(5e-6);
  });
});

describe('S-12: a stored code', () => {
  const hasher = createCodeHasher(Buffer.alloc(32, 7));
  it('is worth nothing without the installation’s key, and bound to all it was sent for', () => {
    const hash = hasher.hash('482913', BINDING);
    expect(hash).toHaveLength(32);
    expect(hasher.hash('482913', BINDING)).toEqual(hash);
    const others = [
      createCodeHasher(Buffer.alloc(32, 8)).hash('482913', BINDING),
      hasher.hash('482914', BINDING),
      ...(
        [
          { workspaceId: 'x' },
          { serviceId: 'x' },
          { purpose: 'x' },
          { phone: 'x' },
          { verificationId: 8n },
          { salt: newSalts(1)() },
        ] satisfies Partial<CodeBinding>[]
      ).map((other) => hasher.hash('482913', { ...BINDING, ...other })),
    ];
    for (const other of others) expect(other.equals(hash)).toBe(false);
  });
});
