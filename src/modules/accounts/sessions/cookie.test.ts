import { describe, expect, it } from 'vitest';
import { clearedCookie, readCookie, sessionCookie } from './cookie.ts';
import { sameOrigin } from './origin.ts';

describe('the session cookie', () => {
  it.each([
    ['titian_session=abc', 'abc'],
    ['a=1; titian_session=abc; b=2', 'abc'],
    ['a=titian_session=x; titian_session=abc', 'abc'],
    ['titian_session=a=b', 'a=b'],
    ['xtitian_session=abc', undefined],
    ['titian_session', undefined],
    ['', undefined],
  ])('is read from %j', (header, value) => {
    expect(readCookie(header, 'titian_session')).toBe(value);
  });

  it('is not read where there is none', () => {
    expect(readCookie(undefined, 'titian_session')).toBeUndefined();
  });

  it('is set and cleared', () => {
    expect(sessionCookie('https://t.example', 'x', 60)).toBe(
      '__Host-titian_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    );
    expect(clearedCookie('http://127.0.0.1:1')).toBe(
      'titian_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    );
  });
});

describe('same origin', () => {
  it.each([
    ['https://t.example', 't.example', 'https://t.example', true],
    ['https://t.example:444', 't.example:444', 'https://t.example', true],
    // A proxy that rewrites Host: the public address still counts.
    ['https://t.example', '10.0.0.5:3000', 'https://t.example', true],
    ['https://T.example', 'T.EXAMPLE', 'https://t.example', true],
    ['http://localhost:3000', 'localhost:3000', 'http://127.0.0.1:3000', true],
    ['http://t.example', 't.example', 'https://t.example', false],
    ['https://t.example.evil.example', 't.example', 'https://t.example', false],
    ['https://t.example:444', 't.example', 'https://t.example', false],
    ['null', 't.example', 'https://t.example', false],
    ['t.example', 't.example', 'https://t.example', false],
  ])('%s to %s served as %s: %s', (origin, host, publicUrl, same) => {
    expect(sameOrigin({ origin, host }, publicUrl) !== undefined).toBe(same);
  });
});
