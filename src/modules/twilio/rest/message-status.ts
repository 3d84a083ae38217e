/** Titian's statuses and reasons in Twilio's words. */
import type { Message } from '../../messages/index.ts';

interface Failure {
  readonly code: number;
  /** The message had left: `undelivered` rather than `failed`. */
  readonly left: boolean;
}

/** Of asynchronous failures, by our reason. */
const FAILURES: Readonly<Record<string, Failure>> = {
  recipient_unreachable: { code: 30003, left: true },
  recipient_invalid: { code: 30005, left: true },
  recipient_opted_out: { code: 21610, left: false },
  content_refused: { code: 30007, left: true },
  expired: { code: 30036, left: true },
};
const UNKNOWN_ERROR = 30008;

/** Over WhatsApp, whose numbers begin with 63. Whatever Meta itself refuses counts as undelivered, as with Twilio. */
const WHATSAPP_FAILURES: Readonly<Record<string, Failure>> = {
  throttled: { code: 63018, left: true },
  window_closed: { code: 63016, left: true },
  recipient_invalid: { code: 63003, left: true },
  recipient_unreachable: { code: 63024, left: true },
  recipient_opted_out: { code: 63014, left: true },
  content_refused: { code: 63013, left: true },
  template_refused: { code: 63005, left: true },
  message_invalid: { code: 63005, left: true },
  media_refused: { code: 63021, left: true },
  sender_not_allowed: { code: 63007, left: false },
  credentials_refused: { code: 63001, left: false },
  expired: { code: 30036, left: true },
};
const GENERIC_CHANNEL_ERROR = 63023;

const WORDS: Readonly<Record<number, string>> = {
  21610: 'Attempt to send to unsubscribed recipient',
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30036: 'Validity period expired',
  63001: 'Channel could not authenticate the request',
  63003: 'Channel could not find To address',
  63005: 'Channel did not accept given content',
  63007: "No channel with the specified 'From' address",
  63013: 'Channel policy violation',
  63014: 'Channel message blocked by user action',
  63016: 'Outside messaging window',
  63018: 'Rate limit exceeded for channel',
  63021: 'Channel invalid content error',
  63023: 'Channel generic error',
  63024: 'Invalid message recipient',
};

export interface TwilioStatus {
  readonly status: string;
  readonly errorCode: number | null;
  readonly errorMessage: string | null;
}

const PLAIN = {
  queued: 'queued',
  sending: 'sending',
  // May or may not have left: nothing that Twilio has a word for, and `sent` would promise too much.
  unknown: 'sending',
  sent: 'sent',
  canceled: 'canceled',
  delivered: 'delivered',
  read: 'read',
  received: 'received',
} as const;

export interface StatusContext {
  readonly medium: 'sms' | 'whatsapp';
  /** Together with `scheduled`, tells the kinds of waiting apart, as Twilio does. */
  readonly viaService: boolean;
  readonly scheduled: boolean;
}

/** `code` is our reason. */
export function twilioStatus(
  status: Message['status'],
  code: string | null,
  how: StatusContext,
): TwilioStatus {
  const calm = { errorCode: null, errorMessage: null };
  switch (status) {
    case 'accepted':
      return { status: how.viaService ? 'accepted' : 'queued', ...calm };
    case 'held':
      return { status: how.scheduled ? 'scheduled' : 'queued', ...calm };
    case 'failed':
    case 'expired':
      return failure(status === 'expired' ? 'expired' : code, how.medium);
    default:
      return { status: PLAIN[status], ...calm };
  }
}

/** Without a reason it was a receipt that said so: the message had left. */
function failure(reason: string | null, medium: StatusContext['medium']): TwilioStatus {
  const [numbers, otherwise] =
    medium === 'whatsapp' ? [WHATSAPP_FAILURES, GENERIC_CHANNEL_ERROR] : [FAILURES, UNKNOWN_ERROR];
  const known = numbers[reason ?? ''] ?? { code: otherwise, left: reason === null };
  const words = WORDS[known.code] ?? '';
  return {
    status: known.left ? 'undelivered' : 'failed',
    errorCode: known.code,
    errorMessage: reason === null ? words : `${words} (${reason})`,
  };
}
