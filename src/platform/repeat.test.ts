import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createLogger } from './log.ts';
import { repeat } from './repeat.ts';

const log = createLogger('silent');

describe('repeat', () => {
  it('runs again and again, never two at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const loop = repeat({
      everyMs: 1,
      log,
      failure: 'it failed',
      run: async () => {
        most = Math.max(most, ++running);
        await sleep(5);
        running -= 1;
        runs += 1;
      },
    });
    await vi.waitFor(() => expect(runs).toBeGreaterThan(3), 10_000);
    await loop.stop();
    expect(most).toBe(1);
  });

  it('waits for the first run as long as it is told, and otherwise as for the others', async () => {
    const begin = performance.now();
    const at: Record<string, number> = {};
    const run = (name: string) => async () => {
      at[name] ??= performance.now() - begin;
    };
    const loops = [
      repeat({ everyMs: 60_000, firstMs: 5, log, failure: '', run: run('early') }),
      repeat({ everyMs: 40, log, failure: '', run: run('usual') }),
      repeat({ everyMs: 60_000, log, failure: '', run: run('late') }),
    ];
    await vi.waitFor(() => expect(at['usual']).toBeDefined(), 10_000);
    await Promise.all(loops.map((loop) => loop.stop()));
    expect(at['early']).toBeLessThan(at['usual'] ?? 0);
    expect(at['usual']).toBeGreaterThan(35);
    expect(at['late']).toBeUndefined();
  });

  it('goes on after a run that failed, also at once, and tells the log', async () => {
    const warn = vi.spyOn(log, 'warn');
    let runs = 0;
    const loop = repeat({
      everyMs: 1,
      log,
      failure: 'it failed',
      run: () => {
        if (++runs === 1) throw new Error('at once');
        return runs === 2 ? Promise.reject(new Error('later')) : Promise.resolve();
      },
    });
    await vi.waitFor(() => expect(runs).toBeGreaterThan(2), 10_000);
    await loop.stop();
    expect(warn.mock.calls.map(([, words]) => words)).toEqual(['it failed', 'it failed']);
    warn.mockRestore();
  });

  it('stops: the current run is waited for and can see it, and no other begins', async () => {
    const steps: string[] = [];
    const loop = repeat({
      everyMs: 1,
      log,
      failure: '',
      run: async (isStopped) => {
        steps.push('begin');
        while (!isStopped()) await sleep(1);
        await sleep(10);
        steps.push('end');
      },
    });
    await vi.waitFor(() => expect(steps).toEqual(['begin']), 10_000);
    await loop.stop();
    expect(steps).toEqual(['begin', 'end']);
    await sleep(20);
    expect(steps).toEqual(['begin', 'end']);
  });
});
