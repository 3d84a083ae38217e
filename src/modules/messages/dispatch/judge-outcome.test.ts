import { describe, expect, it } from 'vitest';
import type { SendErrorCode, SendOutcome } from '../../../channels/channel.ts';
import type { Outgoing } from './hand-off.ts';
import type { FallbackPlan } from './fallback-plan.ts';
import { judgeOutcome, judgeStranded, mayLeaveStranded } from './judge-outcome.ts';
import { RANK } from '../status.ts';

const NOW = 1_800_000_000_000;
const message = (attempt = 1, lane = 1): Outgoing => ({
  workspaceId: 'w',
  id: 1n,
  channelId: 'c',
  lane,
  attempt,
  from: 'TOKOBUNGA',
  to: '+6281234567890',
  rich: null,
  windowUntil: null,
  text: 'Halo',
  segments: 1,
  expiresAt: NOW + 60_000,
  busy: 0,
  operator: null,
  medium: 'sms',
  category: null,
  charge: null,
  plan: null,
  handedOff: null,
});
const failed = (kind: 'retryable' | 'permanent' | 'unknown', code: SendErrorCode): SendOutcome => ({
  kind,
  code,
  detail: '',
});
const judge = (outcome: SendOutcome, attempt = 1, lane = 1) =>
  judgeOutcome(message(attempt, lane), outcome, NOW);

describe('a verdict', () => {
  it.each([
    [1, 5_000],
    [2, 30_000],
    [3, 120_000],
    [4, 600_000],
  ])('waits longer after attempt %i: %i ms', (attempt, wait) => {
    expect(judge(failed('retryable', 'provider_error'), attempt).next).toEqual({
      kind: 'again',
      attempt: attempt + 1,
      busy: 0,
      due: NOW + wait,
    });
  });

  it('gives up after the fifth attempt, for a person to look at', () => {
    expect(judge(failed('retryable', 'timeout'), 5).next).toMatchObject({ kind: 'dead', code: 'timeout' });
  });

  it.each(['throttled', 'provider_busy', 'not_connected'] as const)('never gives up on %s', (code) => {
    const busy = (times: number) =>
      judgeOutcome({ ...message(1), busy: times }, failed('retryable', code), NOW).next;
    // A busy line is no failure of the message: its five attempts stay its own.
    expect(busy(40)).toEqual({ kind: 'again', attempt: 1, busy: 41, due: NOW + 1_000 });
    // The column holds 16 bits; one row too large would hold up everything that is written down.
    expect(busy(32_000)).toMatchObject({ attempt: 1, busy: 32_000 });
  });

  it.each([
    ['recipient_invalid', 'done'],
    ['recipient_unreachable', 'done'],
    ['expired', 'done'],
    ['sender_not_allowed', 'dead'],
    ['content_refused', 'dead'],
    ['credentials_refused', 'dead'],
    ['message_invalid', 'dead'],
  ] as const)('on a permanent %s: %s', (code, kind) => {
    expect(judge(failed('permanent', code)).next.kind).toBe(kind);
  });

  it('repeats an unanswered code and nothing else', () => {
    expect(judge(failed('unknown', 'timeout'), 1, 0).next.kind).toBe('again');
    expect(judge(failed('unknown', 'timeout'), 5, 0).next.kind).toBe('done');
    for (const lane of [1, 2, 3]) expect(judge(failed('unknown', 'timeout'), 1, lane).next.kind).toBe('done');
  });

  it('keeps an id for every part, and one event for the whole', () => {
    const { events } = judge({ kind: 'accepted', externalIds: ['a', 'b'] });
    expect(events.map(({ part, externalId }) => [part, externalId])).toEqual([
      [0, null],
      [1, 'a'],
      [2, 'b'],
    ]);
  });
});

describe('a message with another channel to go to', () => {
  const plan: FallbackPlan = {
    fallbacks: ['d'],
    on: ['permanent_error', 'retries_exhausted', 'breaker_open'],
    receiptSeconds: null,
    resendUnknown: null,
  };
  const planned = (attempt = 1, lane = 1): Outgoing => ({ ...message(attempt, lane), plan });

  it.each([
    ['permanent', 'provider_error', 1, 'move'],
    ['permanent', 'recipient_invalid', 1, 'done'],
    ['retryable', 'provider_error', 1, 'again'],
    ['retryable', 'provider_error', 5, 'move'],
    ['retryable', 'throttled', 5, 'again'],
    ['unknown', 'timeout', 1, 'done'],
  ] as const)('after %s %s on attempt %i: %s', (kind, code, attempt, next) => {
    expect(judgeOutcome(planned(attempt), failed(kind, code), NOW).next.kind).toBe(next);
  });

  it('shows no failure before the other channel has failed too', () => {
    const verdict = judgeOutcome(planned(), failed('permanent', 'provider_error'), NOW);
    expect(verdict.events).toMatchObject([{ status: RANK.queued, code: 'provider_error' }]);
    expect(verdict.next).toMatchObject({
      fallbacks: ['d'],
      attempt: 2,
      otherwise: { next: { kind: 'dead' } },
    });
  });

  it('goes another way with an unknown code message, and stays put with an unknown notice', () => {
    expect(judgeOutcome(planned(1, 0), failed('unknown', 'timeout'), NOW).next.kind).toBe('move');
    const sure = { ...planned(), plan: { ...plan, resendUnknown: true } };
    expect(judgeOutcome(sure, failed('unknown', 'timeout'), NOW).next.kind).toBe('move');
  });

  it('names its row whatever becomes of it: the first event is how the outbox finds it', () => {
    const verdicts = [
      judgeOutcome(planned(), failed('permanent', 'provider_error'), NOW),
      judgeOutcome(planned(1, 0), failed('unknown', 'timeout'), NOW),
      judgeStranded(planned(), NOW),
    ];
    for (const verdict of verdicts) {
      if (verdict.next.kind !== 'move') throw new Error('it would not move');
      for (const { events } of [verdict, verdict.next.otherwise]) expect(events[0]).toMatchObject({ id: 1n });
    }
  });

  it('leaves a channel that is down, unless its plan says nothing of that', () => {
    expect(mayLeaveStranded(planned())).toBe(true);
    expect(judgeStranded(planned(), NOW).next).toMatchObject({ kind: 'move', attempt: 2 });
    expect(mayLeaveStranded({ ...planned(), plan: { ...plan, on: ['permanent_error'] } })).toBe(false);
    expect(mayLeaveStranded(message())).toBe(false);
  });
});
