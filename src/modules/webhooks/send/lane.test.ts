import { expect, test } from 'vitest';
import { createLane, learn, pause, roomOf } from './lane.ts';

const good = { ok: true, durationMs: 20 };
const bad = { ok: false, durationMs: 20 };
const slow = { ok: true, durationMs: 5_000 };
const silent = { ok: false, durationMs: 15_000 };

const after = (...answers: readonly (typeof good)[]): number => {
  const lane = createLane(false);
  for (const answer of answers) learn(lane, 0, answer);
  return lane.limit;
};

test('good answers widen a lane up to 16, slow ones halve it, failures narrow it down to one', () => {
  expect(after()).toBe(4);
  expect(after(good, good)).toBe(6);
  expect(after(...Array.from({ length: 40 }, () => good))).toBe(16);
  expect(after(good, good, slow)).toBe(3);
  expect(after(silent, silent, silent)).toBe(1);
  expect(after(bad, bad, bad, bad, bad)).toBe(1);
  expect(after(silent, silent, good, good, good)).toBe(4);
  expect(createLane(true).limit).toBe(1);
  expect(createLane(true, true).limit).toBe(16);
});

test('three good answers for one bad one still widen it', () => {
  const mixed = Array.from({ length: 40 }, (_, n) => (n % 4 === 3 ? bad : good));
  expect(after(...mixed)).toBeGreaterThan(12);
});

test('after eight failures in a row it rests 1, 2, 4, 8 and at most 10 seconds, until a success', () => {
  const lane = createLane(false);
  let now = 0;
  const rests: number[] = [];
  for (let n = 0; n < 13; n++) {
    learn(lane, now, bad);
    rests.push(Math.max(0, lane.pausedUntil - now));
    now = Math.max(now, lane.pausedUntil);
  }
  expect(rests).toEqual([0, 0, 0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(roomOf(lane, lane.pausedUntil - 1)).toBe(0);
  expect(roomOf(lane, lane.pausedUntil)).toBe(1);
  learn(lane, now, good);
  learn(lane, now, bad);
  expect(lane.pausedUntil).toBeLessThanOrEqual(now);
});

test('a pause that the endpoint asks for lasts a minute at most, and what is in flight takes room', () => {
  const lane = createLane(false);
  pause(lane, 1_000, 3_600_000);
  expect(roomOf(lane, 60_999)).toBe(0);
  expect(roomOf(lane, 61_000)).toBe(4);
  lane.inFlight = 3;
  expect(roomOf(lane, 61_000)).toBe(1);
});
