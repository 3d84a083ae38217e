import { expect, it } from 'vitest';
import { sharedDate } from './shared-date.ts';

it('gives the date of the moment that is asked for, and the same one while it is the same', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  const first = sharedDate(noon);
  expect(first.toISOString()).toBe('2026-11-23T12:00:00.000Z');
  expect(sharedDate(noon)).toBe(first);
  expect(sharedDate(noon + 1).getTime()).toBe(noon + 1);
  expect(first.getTime()).toBe(noon);
  expect(sharedDate(noon).getTime()).toBe(noon);
});
