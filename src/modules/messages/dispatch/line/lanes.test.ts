import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { LANE } from '../../status.ts';
import type { Outgoing } from '../hand-off.ts';
import { Lanes } from './lanes.ts';

function outgoing(id: bigint, lane: number): Outgoing {
  return {
    workspaceId: 'w',
    id,
    channelId: 'c',
    lane,
    attempt: 0,
    busy: 0,
    from: 'TOKO',
    to: '+6281200000001',
    text: 'halo',
    rich: null,
    windowUntil: null,
    segments: 1,
    expiresAt: 0,
    operator: null,
    medium: 'sms',
    category: null,
    charge: null,
    plan: null,
    handedOff: null,
  };
}

describe('Lanes', () => {
  it('do what four plain lists do, whatever comes and goes', () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('push' as const), lane: fc.integer({ min: 0, max: 3 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('take' as const), count: fc.integer({ min: 1, max: 60 }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('remove' as const), id: fc.bigInt({ min: 1n, max: 400n }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('takeAll' as const), of: fc.integer({ min: 2, max: 5 }) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const lanes = new Lanes();
        let model: Outgoing[] = [];
        let last = 0n;
        const next = (): Outgoing | undefined => model.toSorted((a, b) => a.lane - b.lane)[0];
        for (const one of steps) {
          if (one.do === 'push') {
            const message = outgoing(++last, one.lane);
            lanes.push(message);
            model.push(message);
          } else if (one.do === 'remove') {
            expect(lanes.remove(one.id)).toBe(model.find(({ id }) => id === one.id));
            model = model.filter(({ id }) => id !== one.id);
          } else if (one.do === 'takeAll') {
            const fits = ({ id }: Outgoing): boolean => id % BigInt(one.of) === 0n;
            expect(new Set(lanes.takeAll(fits))).toEqual(new Set(model.filter(fits)));
            model = model.filter((message) => !fits(message));
          } else {
            for (let taken = 0; taken < one.count; taken++) {
              const wanted = next();
              expect(lanes.take()).toBe(wanted);
              model = model.filter((message) => message !== wanted);
            }
          }
          expect(lanes.size).toBe(model.length);
          expect(lanes.sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(model.length);
        }
      }),
    );
  });

  it('keep the order while places are cleared', () => {
    const lanes = new Lanes();
    const taken: bigint[] = [];
    // Never empty: three come for every two that leave.
    for (let id = 1n; id <= 6_000n; id++) {
      lanes.push(outgoing(id, LANE.transactional));
      if (id % 3n !== 0n) taken.push(lanes.take()?.id ?? 0n);
    }
    while (lanes.size > 0) taken.push(lanes.take()?.id ?? 0n);
    expect(taken).toEqual(Array.from({ length: 6_000 }, (_, at) => BigInt(at + 1)));
  });
});

describe('Lanes, in memory,', () => {
  /** What was touched last may still lie on the stack of the machine. */
  const FEW = 100;
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  let gone: WeakRef<Outgoing>[];
  beforeEach(() => {
    gone = [];
  });

  /** The reference is the only one that is left here. */
  function pushed(lanes: Lanes, id: bigint, lane: number = LANE.transactional): void {
    const message = outgoing(id, lane);
    gone.push(new WeakRef(message));
    lanes.push(message);
  }

  async function kept(): Promise<number> {
    // A weak reference holds its object until the current job ends.
    await sleep(0);
    if (typeof collect === 'function') collect();
    return gone.filter((one) => one.deref() !== undefined).length;
  }

  it('let go of what has left, though more comes before they are asked in vain', async () => {
    const lanes = new Lanes();
    for (let id = 1n; id <= 5_000n; id++) {
      pushed(lanes, id);
      lanes.take();
    }
    expect(await kept()).toBeLessThan(FEW);
    expect(lanes.sizes).toEqual([0, 0, 0, 0]);
  });

  it('let go of what has left while others wait', async () => {
    const lanes = new Lanes();
    for (let id = 1n; id <= 100n; id++) lanes.push(outgoing(id, LANE.transactional));
    for (let id = 101n; id <= 20_000n; id++) {
      pushed(lanes, id);
      lanes.take();
    }
    // 100 wait, and at most as many places again as are worth no clearing.
    expect(await kept()).toBeLessThan(1_100 + FEW);
  });

  it('let go of what is taken back or expires while nothing can leave', async () => {
    const lanes = new Lanes();
    for (let id = 1n; id <= 5_000n; id++) {
      pushed(lanes, id);
      if (id % 2n === 0n) lanes.remove(id);
      else if (id % 9n === 0n) lanes.takeAll((message) => message.id <= id);
    }
    lanes.takeAll(() => true);
    expect(await kept()).toBeLessThan(FEW);
    for (let id = 5_001n; id <= 10_000n; id++) {
      pushed(lanes, id);
      lanes.remove(id);
    }
    expect(await kept()).toBeLessThan(1_001 + FEW);
  });
});
