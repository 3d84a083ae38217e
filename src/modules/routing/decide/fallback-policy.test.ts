import { describe, expect, it } from 'vitest';
import { smsSmpp } from '../../../channels/sms-smpp/index.ts';
import type { SendError } from '../../../channels/channel.ts';
import { fallbackCause, fitFallback } from './fallback-policy.ts';

const failed = (kind: SendError['kind'], code: SendError['code']): SendError => ({ kind, code, detail: '' });

describe('why a message would take another channel', () => {
  it.each([
    [failed('permanent', 'provider_error'), false, 'permanent_error'],
    [failed('permanent', 'sender_not_allowed'), false, 'permanent_error'],
    [failed('permanent', 'credentials_refused'), false, 'permanent_error'],
    [failed('permanent', 'recipient_invalid'), true, null],
    [failed('permanent', 'content_refused'), true, null],
    [failed('permanent', 'recipient_unreachable'), true, null],
    [{ ...failed('permanent', 'recipient_unreachable'), remedy: 'other_channel' }, false, 'permanent_error'],
    [{ ...failed('permanent', 'window_closed'), remedy: 'template' }, true, 'permanent_error'],
    [failed('permanent', 'expired'), true, null],
    [failed('retryable', 'provider_error'), false, null],
    [failed('retryable', 'provider_error'), true, 'retries_exhausted'],
    [failed('unknown', 'timeout'), false, 'unknown_outcome'],
  ] as const)('%j, no try left: %s → %s', (outcome, exhausted, cause) => {
    expect(fallbackCause(outcome, { exhausted })).toBe(cause);
  });

  it('is none when it was accepted', () => {
    expect(fallbackCause({ kind: 'accepted', externalIds: ['1'] }, { exhausted: true })).toBeNull();
  });
});

describe('which one steps in', () => {
  const channel = (id: string, enabled: boolean, healthy: boolean) => {
    const names = { id, publicId: id, name: id, type: smsSmpp };
    return { ...names, enabled, healthy, priority: 50, breakerOpen: false };
  };
  const channels = [channel('off', false, true), channel('sick', true, false), channel('fit', true, true)];

  it.each([
    [['off', 'sick', 'fit'], 'fit'],
    [['off', 'sick', 'gone'], 'sick'],
    [['off', 'gone'], undefined],
    [[], undefined],
  ])('of %j: %s', (fallbacks, expected) => {
    expect(fitFallback({ channels }, fallbacks)).toBe(expected);
  });
});
