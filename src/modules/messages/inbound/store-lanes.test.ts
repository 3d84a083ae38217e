/** Group commit of what people write: order, company, and what one failure does to the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../../platform/db-errors.ts';
import { StoreLanes } from './store-lanes.ts';

/** Longer than a lane gathers. */
const GATHERED_MS = 40;

interface Call {
  readonly lane: string;
  readonly items: readonly string[];
  readonly finish: (error?: Error) => void;
}

/** Lanes whose transactions end when the test says so. */
function lanesByHand() {
  const calls: Call[] = [];
  const lanes = new StoreLanes<string>(
    (lane, items) =>
      new Promise((resolve, reject) => {
        calls.push({ lane, items, finish: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
  );
  return { lanes, calls };
}
const outcomes = async (work: readonly Promise<void>[]): Promise<string> =>
  (await Promise.allSettled(work)).map(({ status }) => (status === 'fulfilled' ? '+' : '-')).join('');

describe('a lane', () => {
  it('stores what has gathered in one transaction; what comes meanwhile shares the next, in order', async () => {
    const { lanes, calls } = lanesByHand();
    const work = ['1', '2'].map((item) => lanes.add('a', item));
    await sleep(GATHERED_MS);
    work.push(...['3', '4', '5'].map((item) => lanes.add('a', item)));
    await sleep(GATHERED_MS);
    expect(calls.map(({ items }) => items)).toEqual([['1', '2']]);
    calls[0]?.finish();
    await sleep(GATHERED_MS);
    expect(calls.map(({ items }) => items)).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ]);
    calls[1]?.finish();
    expect(await outcomes(work)).toBe('+++++');
  });

  it('acknowledges nothing before its transaction has ended, and stops when nothing waits', async () => {
    const { lanes, calls } = lanesByHand();
    const heard: string[] = [];
    void lanes.add('a', '1').then(() => heard.push('stored'));
    const stopped = lanes.stop().then(() => heard.push('stopped'));
    await sleep(GATHERED_MS);
    expect(heard).toEqual([]);
    calls[0]?.finish();
    await stopped;
    expect(heard).toEqual(['stored', 'stopped']);
  });

  it('holds up no other lane; three store at a time, and the fourth as soon as one is done', async () => {
    const { lanes, calls } = lanesByHand();
    const work = ['a', 'b', 'c', 'd', 'e'].map((lane) => lanes.add(lane, lane));
    await sleep(GATHERED_MS);
    expect(calls.map(({ lane }) => lane)).toEqual(['a', 'b', 'c']);
    calls[1]?.finish();
    await sleep(GATHERED_MS);
    expect(calls.map(({ lane }) => lane)).toEqual(['a', 'b', 'c', 'd']);
    for (const lane of ['a', 'c', 'd']) calls.find((call) => call.lane === lane)?.finish();
    await sleep(GATHERED_MS);
    calls[4]?.finish();
    expect(await outcomes(work)).toBe('+++++');
  });

  it('gives everything that waits back when the database is away, and starts again with what comes then', async () => {
    const { lanes, calls } = lanesByHand();
    const work = ['1', '2'].map((item) => lanes.add('a', item));
    await sleep(GATHERED_MS);
    work.push(lanes.add('a', '3'));
    calls[0]?.finish(new DatabaseUnavailable('away'));
    expect(await outcomes(work)).toBe('---');
    expect(calls).toHaveLength(1);
    const later = lanes.add('a', '1');
    await sleep(GATHERED_MS);
    calls[1]?.finish();
    expect(await outcomes([later])).toBe('+');
  });

  it('loses and repeats none but those that cannot be stored, and keeps the order of the others', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (poisonous) => {
        const stored: number[] = [];
        const lanes = new StoreLanes<number>(async (_, items) => {
          if (items.some((item) => poisonous[item])) throw new Error('one of them');
          stored.push(...items);
        });
        const work = poisonous.map((_, item) => lanes.add('a', item));
        expect(await outcomes(work)).toBe(poisonous.map((bad) => (bad ? '-' : '+')).join(''));
        expect(stored).toEqual(poisonous.flatMap((bad, item) => (bad ? [] : [item])));
      }),
      { numRuns: 40 },
    ));
});
