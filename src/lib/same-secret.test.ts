import { expect, it } from 'vitest';
import { sameSecret } from './same-secret.ts';

it.each([
  ['the same', 'rahasia', 'rahasia', true],
  ['another of the same length', 'rahasiA', 'rahasia', false],
  ['a longer one', 'rahasia1', 'rahasia', false],
  ['nothing', undefined, 'rahasia', false],
  ['an empty one', '', 'rahasia', false],
  ['an empty one for an empty secret', '', '', false],
])('%s', (_, given, right, expected) => {
  expect(sameSecret(given, right)).toBe(expected);
});
