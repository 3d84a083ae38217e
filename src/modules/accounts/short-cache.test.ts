import { describe, expect, it } from 'vitest';
import { createShortCache } from './short-cache.ts';

function setup(mostEntries = 10) {
  let time = 0;
  let answer = { n: 0 };
  const waiting: (() => void)[] = [];
  const loads: string[] = [];
  const cache = createShortCache<{ n: number }>({
    ttlMs: 4_000,
    mostEntries,
    monotonic: () => time,
    load: (key) => {
      loads.push(key);
      const seen = answer;
      return new Promise((resolve) => waiting.push(() => resolve(seen)));
    },
  });
  return {
    cache,
    loads,
    at: (ms: number) => void (time = ms),
    say: (n: number) => void (answer = { n }),
    arrive: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

describe('short cache', () => {
  it('asks once for concurrent misses and remembers for 4 s from before the query', async () => {
    const { cache, loads, at, arrive } = setup();
    const both = Promise.all([cache.load('a'), cache.load('a')]);
    at(1_500);
    arrive();
    await both;
    expect(loads).toEqual(['a']);
    at(3_999);
    expect(cache.fresh('a')).toEqual({ n: 0 });
    at(4_000);
    expect(cache.fresh('a')).toBeUndefined();
  });

  it('does not keep an answer that was on its way when it was cleared', async () => {
    const { cache, say, arrive } = setup();
    const old = cache.load('a');
    say(1);
    cache.clear();
    const fresh = cache.load('a');
    arrive();
    expect([await old, await fresh]).toEqual([{ n: 0 }, { n: 1 }]);
    expect(cache.fresh('a')).toEqual({ n: 1 });
  });

  it('forgets the oldest beyond its size and asks again after a failed load', async () => {
    const { cache, arrive } = setup(2);
    for (const key of ['a', 'b', 'c']) {
      const load = cache.load(key);
      arrive();
      await load;
    }
    expect([cache.fresh('a'), cache.fresh('c')]).toEqual([undefined, { n: 0 }]);
    let times = 0;
    const failing = createShortCache({
      ttlMs: 1,
      mostEntries: 1,
      monotonic: () => 0,
      load: () => (++times, Promise.reject(new Error('away'))),
    });
    await expect(failing.load('x')).rejects.toThrow('away');
    await expect(failing.load('x')).rejects.toThrow('away');
    expect(times).toBe(2);
  });
});
