import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

describe('password hashes', () => {
  it('are scrypt with the parameters and salt beside them', async () => {
    const stored = await hashPassword('jembatan kayu');
    const [name, logN, r, p, salt = '', hash = ''] = stored.split('$');
    expect([name, logN, r, p]).toEqual(['scrypt', '15', '8', '1']);
    const key = scryptSync('jembatan kayu', Buffer.from(salt, 'base64url'), 32, {
      N: 2 ** 15,
      r: 8,
      p: 1,
      maxmem: 2 ** 26,
    });
    expect(Buffer.from(hash, 'base64url')).toEqual(key);
    expect(await hashPassword('jembatan kayu')).not.toBe(stored);
  });

  it('match their password however its accents are composed, and no other', async () => {
    const stored = await hashPassword('cafe\u0301 di Bandung');
    expect(await verifyPassword('caf\u00e9 di Bandung', stored)).toBe(true);
    expect(await verifyPassword('cafe di Bandung', stored)).toBe(false);
  });

  it('made with other parameters still match', async () => {
    const key = scryptSync('lama', Buffer.from('salt'), 32, { N: 2 ** 14, r: 8, p: 1 });
    const stored = `scrypt$14$8$1$${Buffer.from('salt').toString('base64url')}$${key.toString('base64url')}`;
    expect(await verifyPassword('lama', stored)).toBe(true);
    expect(await verifyPassword('baru', stored)).toBe(false);
  });

  it.each([undefined, '', 'scrypt$15$8$1$$', 'plain'])(
    'that are missing or damaged (%j) match nothing',
    async (stored) => {
      expect(await verifyPassword('', stored)).toBe(false);
    },
  );
});

describe('common passwords', () => {
  it.each([
    ['Password123', true],
    ['BISMILLAH123', true],
    ['aaaaaaaaaaaa', true],
    ['abcabcabcabc', true],
    ['1212121212', true],
    ['sari@contoh.example', true],
    ['jembatan kayu ulin', false],
    ['mxmxqzmxmxqz1', false],
  ])('%s → %s', (password, common) => {
    expect(isCommonPassword(password, ['Sari@contoh.example'])).toBe(common);
  });
});
