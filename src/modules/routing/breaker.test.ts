import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendErrorCode } from '../../channels/channel.ts';
import {
  Breaker,
  type BreakerSign,
  type BreakerState,
  breakerAllows,
  breakerAnswered,
  breakerPhase,
  breakerSign,
  breakerSubmitted,
  CLOSED,
} from './breaker.ts';

/** One message after the other, each answered before the next. */
const through = (signs: readonly BreakerSign[], from: BreakerState = CLOSED, now = 0): BreakerState =>
  signs.reduce((state, sign) => {
    if (!breakerAllows(state, now)) return state;
    const submitted = breakerSubmitted(state);
    return breakerAnswered(submitted, { era: submitted.era, sign, now });
  }, from);
const times = (count: number, sign: BreakerSign): BreakerSign[] => Array.from({ length: count }, () => sign);
const open = through(times(10, 'fails'));

describe('what an outcome says about the provider', () => {
  it.each<[SendErrorCode, BreakerSign]>([
    ['throttled', 'nothing'],
    ['provider_busy', 'nothing'],
    ['recipient_invalid', 'works'],
    ['sender_not_allowed', 'works'],
    ['content_refused', 'works'],
    ['provider_error', 'fails'],
    ['timeout', 'fails'],
    ['connection_lost', 'fails'],
    ['credentials_refused', 'fails'],
  ])('%s: %s', (code, sign) => {
    expect(breakerSign({ kind: 'permanent', code, detail: '' }, 'up')).toBe(sign);
  });

  it('accepted: works', () => {
    expect(breakerSign({ kind: 'accepted', externalIds: ['1'] }, 'up')).toBe('works');
  });

  it.each(['connecting', 'degraded', 'down'] as const)(
    'a lost link says nothing while the connection itself says that it is %s',
    (state) => {
      const lost = { kind: 'unknown', code: 'connection_lost', detail: '' } as const;
      expect(breakerSign(lost, state)).toBe('nothing');
      expect(breakerSign({ ...lost, code: 'timeout' }, state)).toBe('fails');
    },
  );
});

describe('a breaker', () => {
  it('opens with the tenth failure in a row, not with the ninth', () => {
    expect(through(times(9, 'fails')).open).toBe(false);
    expect(open.open).toBe(true);
  });

  it('opens when more than half of the last twenty failed', () => {
    const half = Array.from({ length: 10 }, (): BreakerSign[] => ['fails', 'works']).flat();
    expect(through(half).open).toBe(false);
    expect(through([...half, 'fails', 'fails']).open).toBe(true);
  });

  it('is half open after 30 s, for one message', () => {
    expect([breakerPhase(open, 29_999), breakerPhase(open, 30_000)]).toEqual(['open', 'half_open']);
    expect(breakerAllows(open, 29_999)).toBe(false);
    expect(breakerAllows(open, 30_000)).toBe(true);
    expect(breakerAllows(breakerSubmitted(open), 30_000)).toBe(false);
  });

  it('closes when the trial works, opens for another 30 s when it fails, tries again when it says nothing', () => {
    const closed = through(['works'], open, 30_000);
    expect([closed.open, closed.failuresInARow]).toEqual([false, 0]);
    const again = through(['fails'], open, 31_000);
    expect([breakerAllows(again, 60_999), breakerAllows(again, 61_000)]).toEqual([false, true]);
    const throttled = through(['nothing'], open, 30_000);
    expect([throttled.open, breakerAllows(throttled, 30_000)]).toEqual([true, true]);
  });

  it('does not take late answers for the answer to its trial', () => {
    const late = { era: CLOSED.era, sign: 'works', now: 30_001 } as const;
    expect(breakerAnswered(breakerSubmitted(open), late).open).toBe(true);
    expect(breakerAnswered(breakerSubmitted(open), { ...late, sign: 'fails' }).openedAt).toBe(0);
  });

  it('tells when it turns', () => {
    let now = 0;
    const turns: string[] = [];
    const breaker: Breaker = new Breaker(
      () => now,
      () => void turns.push(breaker.phase),
    );
    for (let i = 0; i < 10; i++) breaker.answered(breaker.submitted(), 'fails');
    now = 30_000;
    expect([breaker.phase, breaker.openForMs]).toEqual(['half_open', 30_000]);
    breaker.answered(breaker.submitted(), 'works');
    expect([turns, breaker.openForMs]).toEqual([['open', 'closed'], undefined]);
  });
});

const sign = fc.constantFrom<BreakerSign>('works', 'fails', 'nothing');
/** Steps of a channel's life: time passes, a message is submitted if allowed, the oldest one is answered. */
const step = fc.oneof(
  fc.record({ what: fc.constant('wait' as const), ms: fc.nat(40_000) }),
  fc.record({ what: fc.constant('submit' as const) }),
  fc.record({ what: fc.constant('answer' as const), sign }),
);

describe('for any life of a channel', () => {
  it('lets nothing through in the first 30 s and one message at a time after them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let state = CLOSED;
        let now = 0;
        const underWay: number[] = [];
        for (const one of steps) {
          if (one.what === 'wait') now += one.ms;
          if (one.what === 'submit' && breakerAllows(state, now)) {
            expect(breakerPhase(state, now)).not.toBe('open');
            state = breakerSubmitted(state);
            underWay.push(state.era);
          }
          const era = one.what === 'answer' ? underWay.shift() : undefined;
          if (one.what === 'answer' && era !== undefined)
            state = breakerAnswered(state, { era, sign: one.sign, now });
          if (state.open) expect(underWay.filter((at) => at === state.era).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('opens never for throttling and refusals alone, and always by the tenth failure in a row', () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 100 }), (history) => {
        const state = through(history);
        if (!history.includes('fails')) expect(state.open).toBe(false);
        expect(state.open || through(times(10, 'fails'), state).open).toBe(true);
      }),
    );
  });
});
