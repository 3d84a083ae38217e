/** Titian's statuses and reasons in Twilio's words. */
import type { Message } from '../../messages/index.ts';

/** Of asynchronous failures, by our reason: Twilio's error number, and whether the message had left. */
const FAILURES: Readonly<Record<string, { readonly code: number; readonly left: boolean }>> = {
  recipient_unreachable: { code: 30003, left: true },
  recipient_invalid: { code: 30005, left: true },
  recipient_opted_out: { code: 21610, left: false },
  content_refused: { code: 30007, left: true },
  expired: { code: 30036, left: true },
};
const UNKNOWN_ERROR = 30008;

const WORDS: Readonly<Record<number, string>> = {
  21610: 'Attempt to send to unsubscribed recipient',
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30036: 'Validity period expired',
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

/** `code` is our reason; `viaService` and `scheduled` tell the kinds of waiting apart, as Twilio does. */
export function twilioStatus(
  status: Message['status'],
  code: string | null,
  how: { readonly viaService: boolean; readonly scheduled: boolean },
): TwilioStatus {
  const calm = { errorCode: null, errorMessage: null };
  switch (status) {
    case 'accepted':
      return { status: how.viaService ? 'accepted' : 'queued', ...calm };
    case 'held':
      return { status: how.scheduled ? 'scheduled' : 'queued', ...calm };
    case 'failed':
    case 'expired':
      return failure(status === 'expired' ? 'expired' : code);
    default:
      return { status: PLAIN[status], ...calm };
  }
}

/** Without a reason it was a receipt that said so: the message had left. */
function failure(reason: string | null): TwilioStatus {
  const known = FAILURES[reason ?? ''] ?? { code: UNKNOWN_ERROR, left: reason === null };
  const words = WORDS[known.code] ?? '';
  return {
    status: known.left ? 'undelivered' : 'failed',
    errorCode: known.code,
    errorMessage: reason === null ? words : `${words} (${reason})`,
  };
}
