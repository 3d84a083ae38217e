/** Numbers that fail on purpose, so that an integration can be tried without a provider. */
import type { SendErrorCode } from '../channel.ts';

export type TestBehaviour =
  /** Refused at once: certainly never taken. */
  | { readonly on: 'send'; readonly kind: 'permanent' | 'unknown'; readonly code: SendErrorCode }
  /** Refused on the first attempt, accepted from the second on. */
  | { readonly on: 'first_attempt'; readonly kind: 'retryable'; readonly code: SendErrorCode }
  /** Accepted, and no receipt ever comes. */
  | { readonly on: 'receipt'; readonly status: 'none' }
  /** Accepted, and the receipt reports a failure. */
  | { readonly on: 'receipt'; readonly status: 'failed'; readonly code: SendErrorCode };

export const TEST_NUMBERS: ReadonlyMap<string, TestBehaviour> = new Map<string, TestBehaviour>([
  ['+628110000001', { on: 'send', kind: 'permanent', code: 'recipient_invalid' }],
  ['+628110000002', { on: 'receipt', status: 'none' }],
  ['+628110000003', { on: 'receipt', status: 'failed', code: 'recipient_unreachable' }],
  ['+628110000004', { on: 'first_attempt', kind: 'retryable', code: 'throttled' }],
  ['+628110000005', { on: 'send', kind: 'unknown', code: 'timeout' }],
]);
