import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOptOutWish } from './opt-out-words.ts';

describe('what a person means', () => {
  it.each([
    'STOP',
    'stop',
    ' Stop. ',
    'STOPP',
    'berhenti!',
    'BERHENTI SMS',
    'Unreg.',
    'unreg promo',
    'ＳＴＯＰ',
    'stop\nsms',
  ])('%j: stop', (text) => expect(readOptOutWish(text)?.wish).toBe('stop'));
  it.each(['MULAI', 'mulai lagi', 'Start', 'REG', 'unstop!'])('%j: come back', (text) =>
    expect(readOptOutWish(text)?.wish).toBe('start'),
  );
  it.each([
    'jangan berhenti kirim ya',
    'non stop',
    'STOP KONTAK',
    'berhentilah',
    'stopwatch',
    'UNREG NANTI SAJA',
    '',
    '!!!',
  ])('%j: something for a person to read', (text) => expect(readOptOutWish(text)).toBeUndefined());
  it('is never guessed from a longer text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 25 }), (rest) => {
        expect(readOptOutWish(`STOP ${rest.replaceAll(/[^a-z]/g, 'x')}`)).toBeUndefined();
      }),
    );
  });
});
