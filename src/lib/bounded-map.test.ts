import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBoundedMap } from './bounded-map.ts';

test('keeps what fewer than half as many others were set after, never more than it may, and never an older value', () => {
  const step = fc.record({
    act: fc.constantFrom('set', 'set', 'set', 'delete'),
    key: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
      const bounded = createBoundedMap<number, number>(most);
      const model = new Map<number, number>();
      for (const [at, { act, key }] of steps.entries()) {
        model.delete(key);
        if (act === 'delete') bounded.delete(key);
        else {
          bounded.set(key, at);
          model.set(key, at);
        }
      }
      const kept = [...model.keys()].filter((key) => bounded.has(key));
      expect(kept.length).toBeLessThanOrEqual(most);
      for (const key of kept) expect(bounded.get(key)).toBe(model.get(key));
      for (const [key, at] of model) {
        // Deleting the newest does not bring back what was forgotten for them.
        const after = new Set(steps.slice(at + 1).flatMap((one) => (one.act === 'set' ? [one.key] : [])));
        if (after.size < Math.floor(most / 2)) expect(bounded.get(key)).toBe(at);
      }
      for (let key = 0; key <= 12; key++) if (!model.has(key)) expect(bounded.has(key)).toBe(false);
    }),
  );
});

test('forgets what has not been set for as many others as it holds', () => {
  const bounded = createBoundedMap<string, number>(4);
  for (const key of ['a', 'b', 'c', 'd', 'e']) bounded.set(key, 1);
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => bounded.has(key))).toEqual(['c', 'd', 'e']);
});

test('keeps a value of undefined', () => {
  const bounded = createBoundedMap<string, undefined>(4);
  bounded.set('a', undefined);
  expect(bounded.has('a')).toBe(true);
});
