import { describe, expect, it } from 'vitest';
import type { SendError } from '../../../channels/channel.ts';
import { fallbackCause, mayFallBack } from './fallback-policy.ts';

const failed = (kind: SendError['kind'], code: SendError['code']): SendError => ({ kind, code, detail: '' });

describe('why a message would take another channel', () => {
  it.each([
    [failed('permanent', 'provider_error'), false, 'permanent_error'],
    [failed('permanent', 'sender_not_allowed'), false, 'permanent_error'],
    [failed('permanent', 'credentials_refused'), false, 'permanent_error'],
    [failed('permanent', 'recipient_invalid'), true, null],
    [failed('permanent', 'content_refused'), true, null],
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

describe('whether it may', () => {
  const policy = { fallbackOn: ['breaker_open' as const], missingReceiptSeconds: null, resendUnknown: false };
  it('is what the policy names; unclear outcomes have their own word', () => {
    expect(mayFallBack(policy, 'breaker_open')).toBe(true);
    expect(mayFallBack(policy, 'permanent_error')).toBe(false);
    expect(mayFallBack(policy, 'unknown_outcome')).toBe(false);
    expect(mayFallBack({ ...policy, resendUnknown: true }, 'unknown_outcome')).toBe(true);
  });
});
