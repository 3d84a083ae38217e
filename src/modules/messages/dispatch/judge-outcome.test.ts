import { describe, expect, it } from 'vitest';
import type { SendErrorCode, SendOutcome } from '../../../channels/channel.ts';
import type { Outgoing } from './hand-off.ts';
import { judgeOutcome } from './judge-outcome.ts';

const NOW = 1_800_000_000_000;
const message = (attempt = 1, lane = 1): Outgoing => ({
  workspaceId: 'w',
  id: 1n,
  channelId: 'c',
  lane,
  attempt,
  from: 'TOKOBUNGA',
  to: '+6281234567890',
  text: 'Halo',
  segments: 1,
  expiresAt: NOW + 60_000,
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
      due: NOW + wait,
    });
  });

  it('gives up after the fifth attempt, for a person to look at', () => {
    expect(judge(failed('retryable', 'timeout'), 5).next).toMatchObject({ kind: 'dead', code: 'timeout' });
  });

  it.each(['throttled', 'provider_busy', 'not_connected'] as const)('never gives up on %s', (code) => {
    expect(judge(failed('retryable', code), 40).next).toMatchObject({ kind: 'again', due: NOW + 1_000 });
    // The column holds 16 bits; one row too large would hold up everything that is written down.
    const { next } = judge(failed('retryable', code), 32_000);
    expect(next).toMatchObject({ kind: 'again', attempt: 32_000 });
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
