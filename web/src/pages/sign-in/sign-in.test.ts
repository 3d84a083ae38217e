import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';
import { readToken } from './take-token.ts';

describe('readToken', () => {
  it('prefers what stands behind #, which no server logs', () => {
    expect(readToken('#token=abc', '')).toBe('abc');
    expect(readToken('', '?token=def')).toBe('def');
    expect(readToken('#token=abc', '?token=def')).toBe('abc');
    expect(readToken('', '')).toBeUndefined();
    expect(readToken('#token=', '')).toBeUndefined();
  });
});

describe('safeNext', () => {
  it('follows only addresses of the console', () => {
    expect(safeNext('/messages?status=failed')).toBe('/messages?status=failed');
    for (const bad of [
      undefined,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:1',
    ]) {
      expect(safeNext(bad)).toBe('/');
    }
  });
});
