import { describe, expect, it } from 'vitest';
import { expiryAfter, stateOf } from './key-state.ts';

const NOW = Date.parse('2026-11-21T00:00:00Z');

describe('stateOf', () => {
  it('puts revoked before expired, and expires at the very moment', () => {
    expect(stateOf({ revokedAt: null, expiresAt: null }, NOW)).toBe('active');
    expect(stateOf({ revokedAt: null, expiresAt: '2026-11-21T00:00:00Z' }, NOW)).toBe('expired');
    expect(stateOf({ revokedAt: null, expiresAt: '2026-11-21T00:00:01Z' }, NOW)).toBe('active');
    expect(stateOf({ revokedAt: '2026-01-01T00:00:00Z', expiresAt: '2026-01-02T00:00:00Z' }, NOW)).toBe(
      'revoked',
    );
  });
});

describe('expiryAfter', () => {
  it('counts days; none means no end', () => {
    expect(expiryAfter(30, NOW)).toBe('2026-12-21T00:00:00.000Z');
    expect(expiryAfter(0, NOW)).toBeUndefined();
  });
});
