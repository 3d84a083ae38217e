import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isStorable, storableJson, storableText, unstorablePath } from './storable-text.ts';

it.each([
  ['Halo', true],
  ['😀 é 日', true],
  ['a\0b', false],
  ['\ud83d', false],
  ['\ude00', false],
  ['\ude00\ud83d', false],
  ['\ud83d😀', false],
])('%j is storable: %s', (text, storable) => {
  expect(isStorable(text)).toBe(storable);
});

it('keeps everything else of what cannot be stored', () => {
  expect(storableText('a\0b')).toBe('ab');
  expect(storableText('a\ud83db 😀')).toBe('a\ufffdb 😀');
  expect(storableJson({ 'k\0': ['\ud83d', { x: 'a\0' }], at: new Date(0), n: null })).toBe(
    '{"k":["\ufffd",{"x":"a"}],"at":"1970-01-01T00:00:00.000Z","n":null}',
  );
  expect(storableJson({ path: 'C:\\ud83d', emoji: '😀' })).toBe('{"path":"C:\\\\ud83d","emoji":"😀"}');
});

it('names the way to the first one', () => {
  expect(unstorablePath({ a: 1, b: ['x', { c: 'y' }], d: new Date() })).toBeUndefined();
  expect(unstorablePath({ a: 1, b: ['x', { c: '\ud83d' }] })).toEqual(['b', 1, 'c']);
  expect(unstorablePath({ 'a\ud83d': 1 })).toEqual(['a\ufffd']);
  expect(unstorablePath('\0')).toEqual([]);
});

it('makes anything storable, and what is storable stays as it is', () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd83d, 0xde00)));
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      expect(isStorable(storableText(text))).toBe(true);
      // UTF-8 has no half pairs: what survives the way there and back held none.
      expect(isStorable(text)).toBe(
        !text.includes('\0') && Buffer.from(text, 'utf8').toString('utf8') === text,
      );
      expect(storableText(text) === text).toBe(isStorable(text));
      const kept: unknown = JSON.parse(storableJson({ text: [text] }));
      expect(unstorablePath(kept)).toBeUndefined();
    }),
  );
});
