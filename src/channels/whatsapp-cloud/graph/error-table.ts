/**
 * What Meta's error codes mean for a message. The same code comes as an answer or, more often, in a later `failed`
 * status. Source: whatsapp-error-codes.json beside this file; a test holds the two together.
 */
import type { SendError, SendErrorCode } from '../../channel.ts';

export interface ErrorMeaning {
  readonly kind: 'retryable' | 'permanent';
  readonly code: SendErrorCode;
  readonly scope?: 'recipient';
  readonly remedy?: NonNullable<SendError['remedy']>;
  /** How long to leave it alone, milliseconds. */
  readonly waitMs?: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const again = (code: SendErrorCode, waitMs?: number): ErrorMeaning => ({
  kind: 'retryable',
  code,
  ...(waitMs === undefined ? {} : { waitMs }),
});
const never = (code: SendErrorCode): ErrorMeaning => ({ kind: 'permanent', code });
/** Says something about one person only. */
const person = (code: SendErrorCode, remedy?: ErrorMeaning['remedy']): ErrorMeaning => ({
  kind: 'permanent',
  code,
  scope: 'recipient',
  ...(remedy === undefined ? {} : { remedy }),
});

/** The token lacks what it needs: nothing goes before a person has mended it. */
const CREDENTIALS = again('credentials_refused');
const SENDER = never('sender_not_allowed');
const INVALID = never('message_invalid');
const TEMPLATE = never('template_refused');
const FAULT = never('provider_error');
const LATER = again('throttled', HOUR);

export const ERROR_TABLE: ReadonlyMap<number, ErrorMeaning> = new Map([
  [0, CREDENTIALS],
  [1, again('provider_error')],
  [2, again('provider_busy', 5_000)],
  [3, CREDENTIALS],
  [4, again('throttled', MINUTE)],
  [10, CREDENTIALS],
  [33, SENDER],
  [100, INVALID],
  [190, CREDENTIALS],
  [200, CREDENTIALS],
  [368, SENDER],
  [80007, again('throttled', MINUTE)],
  [130403, person('recipient_unreachable')],
  [130429, again('throttled', 1_000)],
  [130472, person('recipient_unreachable', 'other_channel')],
  [130497, person('recipient_unreachable', 'other_channel')],
  [131000, again('provider_error')],
  [131005, CREDENTIALS],
  [131008, INVALID],
  [131009, INVALID],
  [131016, again('provider_busy', 5_000)],
  [131021, person('recipient_invalid')],
  [131026, person('recipient_unreachable', 'other_channel')],
  [131030, person('recipient_invalid')],
  [131031, SENDER],
  [131037, SENDER],
  [131042, never('payment_required')],
  [131045, SENDER],
  [131047, person('window_closed', 'template')],
  [131048, LATER],
  [131049, person('recipient_opted_out', 'other_channel')],
  [131050, person('recipient_opted_out')],
  [131051, INVALID],
  [131052, again('media_refused')],
  [131053, never('media_refused')],
  [131055, INVALID],
  // 4^X seconds; X is counted per person in send/pair-pace.ts.
  [131056, { kind: 'retryable', code: 'throttled', scope: 'recipient' }],
  [131057, again('provider_busy', MINUTE)],
  [131063, TEMPLATE],
  [131064, TEMPLATE],
  [132000, TEMPLATE],
  [132001, TEMPLATE],
  [132005, TEMPLATE],
  [132007, TEMPLATE],
  [132012, TEMPLATE],
  [132015, TEMPLATE],
  [132016, TEMPLATE],
  [132018, TEMPLATE],
  [132068, never('content_refused')],
  [132069, never('content_refused')],
  [133000, SENDER],
  [133004, again('provider_busy', MINUTE)],
  [133005, SENDER],
  [133006, SENDER],
  [133008, LATER],
  [133009, LATER],
  [133010, SENDER],
  [133015, again('throttled', 5 * MINUTE)],
  [133016, LATER],
  [134011, SENDER],
  [134100, TEMPLATE],
  [134101, again('provider_busy', 10 * MINUTE)],
  [134102, TEMPLATE],
  [135000, INVALID],
  [200005, FAULT],
  [200006, FAULT],
  [200007, FAULT],
  [1752041, FAULT],
  [2388012, SENDER],
  [2388019, TEMPLATE],
  [2388039, TEMPLATE],
  [2388040, TEMPLATE],
  [2388047, TEMPLATE],
  [2388072, TEMPLATE],
  [2388073, TEMPLATE],
  [2388091, SENDER],
  [2388093, SENDER],
  [2388103, SENDER],
  [2388293, TEMPLATE],
  [2388299, TEMPLATE],
  [2494100, again('provider_busy', HOUR)],
  [2593107, FAULT],
  [2593108, FAULT],
]);

/** undefined for a code that is in no table; 200 to 299 are one family of missing permissions. */
export function meaningOfCode(code: number): ErrorMeaning | undefined {
  return ERROR_TABLE.get(code) ?? (code >= 200 && code <= 299 ? CREDENTIALS : undefined);
}
