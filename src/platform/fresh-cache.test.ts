import { describe, expect, it } from 'vitest';
import { createFreshCache } from './fresh-cache.ts';

function counted(answer: (workspaceId: string, loads: number) => Promise<string>) {
  const clock = { now: 0 };
  const loads: string[] = [];
  const cache = createFreshCache({
    freshMs: 2_000,
    now: () => clock.now,
    load: (workspaceId) => answer(workspaceId, loads.push(workspaceId)),
  });
  return { cache, clock, loads };
}

describe('a fresh cache', () => {
  it('loads once while it is fresh, for everybody who asks, and again afterwards', async () => {
    const { cache, clock, loads } = counted(async (id, n) => `${id}${n}`);
    expect(await Promise.all([cache.of('a'), cache.of('a'), cache.of('b')])).toEqual(['a1', 'a1', 'b2']);
    clock.now = 1_999;
    expect(await cache.of('a')).toBe('a1');
    clock.now = 2_000;
    expect(await cache.of('a')).toBe('a3');
    expect(loads).toEqual(['a', 'b', 'a']);
  });

  it('forgets what it is told to, also while it is loaded', async () => {
    const { cache } = counted(async (id, n) => `${id}${n}`);
    const old = cache.of('a');
    cache.forget('a');
    expect(await cache.of('a')).toBe('a2');
    expect(await old).toBe('a1');
    expect(await cache.of('a')).toBe('a2');
  });

  it('does not keep a failed load, and a late failure takes nothing newer with it', async () => {
    const fail: ((error: Error) => void)[] = [];
    const { cache } = counted((id, n) =>
      n === 1
        ? new Promise((_resolve, reject) => {
            fail.push(reject);
          })
        : Promise.resolve(`${id}${n}`),
    );
    const lost = cache.of('a');
    cache.forget('a');
    expect(await cache.of('a')).toBe('a2');
    fail[0]?.(new Error('away'));
    await expect(lost).rejects.toThrow('away');
    expect(await cache.of('a')).toBe('a2');
    const { cache: failing, loads } = counted(() => Promise.reject(new Error('away')));
    await expect(failing.of('a')).rejects.toThrow('away');
    await expect(failing.of('a')).rejects.toThrow('away');
    expect(loads).toHaveLength(2);
  });

  it('holds at most 10,000 workspaces; those loaded first go, those loaded last stay', async () => {
    const { cache, loads } = counted(async (id) => id);
    for (let n = 0; n <= 10_000; n++) await cache.of(String(n));
    await cache.of('10000');
    await cache.of('5001');
    expect(loads).toHaveLength(10_001);
    await cache.of('0');
    expect(loads).toHaveLength(10_002);
  });
});
