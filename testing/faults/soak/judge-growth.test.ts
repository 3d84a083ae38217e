import { expect, it } from 'vitest';
import { judgeGrowth, type SoakSample } from './judge-growth.ts';

const steady = (second: number): SoakSample => ({
  second,
  memoryMib: 220,
  queueMib: 4,
  deadRows: 3_000,
  acceptP95: 12,
  sentP95: 90,
  alarms: [],
  load: 2,
});
const grownIn = (samples: readonly SoakSample[]): string[] =>
  judgeGrowth(samples)
    .filter(({ grew }) => grew)
    .map(({ name }) => name);
const minutes = (change: (at: number) => Partial<SoakSample>): SoakSample[] =>
  Array.from({ length: 60 }, (_, at) => ({ ...steady(at * 10), ...change(at) }));

it('what saws up and down does not grow', () => {
  const sawing = minutes((at) => ({ deadRows: (at % 4) * 9_000, memoryMib: 200 + (at % 7) * 10 }));
  expect(grownIn(sawing)).toEqual([]);
});

it('a warm-up is no growth', () => {
  expect(grownIn(minutes((at) => ({ memoryMib: at < 12 ? 100 + at * 10 : 220 })))).toEqual([]);
});

it('one bad look is no growth', () => {
  expect(grownIn(minutes((at) => (at === 55 ? { acceptP95: 4_000, deadRows: 90_000 } : {})))).toEqual([]);
});

it('a machine that others keep twice as busy may answer later, and nothing more', () => {
  const busy = minutes((at) => (at < 35 ? {} : { load: 4, acceptP95: 200, sentP95: 900, memoryMib: 400 }));
  expect(grownIn(busy)).toEqual(['memory, MiB']);
});

it.each<[string, (at: number) => Partial<SoakSample>]>([
  ['memory, MiB', (at) => ({ memoryMib: 200 + at * 2 })],
  ['queues, MiB', (at) => ({ queueMib: 4 + at })],
  ['dead rows', (at) => ({ deadRows: at * 1_000 })],
  ['accept p95, ms', (at) => ({ acceptP95: 12 + at * 3 })],
  ['sent p95, ms', (at) => ({ sentP95: 90 + at * 20 })],
])('%s that creep up are found', (name, change) => {
  expect(grownIn(minutes(change))).toEqual([name]);
});
