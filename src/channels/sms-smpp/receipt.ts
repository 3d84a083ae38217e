/** Delivery receipts: TLVs where the centre sends them, the text of appendix B otherwise. */
import type { ReceiptEvent, SendErrorCode } from '../channel.ts';
import { namesMinute, parseReceiptDate } from './time.ts';
import { ESM } from './wire/commands.ts';
import type { ShortMessage } from './wire/read-pdu.ts';
import type { NetworkError } from './wire/tlv.ts';

export interface Receipt {
  /** As the centre wrote it; `message-ids.ts` brings it into our form. */
  readonly messageId: string;
  readonly status: ReceiptEvent['status'];
  readonly code: SendErrorCode | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** `at` is the beginning of a minute of which the centre said no more. */
  readonly toTheMinute: boolean;
  /** e.g. `UNDELIV err:027`. */
  readonly detail: string;
  readonly state: string;
  readonly error: string | undefined;
}

interface Meaning {
  readonly stat: string;
  readonly status: ReceiptEvent['status'];
  readonly code?: SendErrorCode;
}

/** By message_state (5.2.28); 0 and 9 come from SMPP 5.0. Non-final states say no more than "sent". */
const STATES: readonly Meaning[] = [
  { stat: 'SCHEDULED', status: 'sent' },
  { stat: 'ENROUTE', status: 'sent' },
  { stat: 'DELIVRD', status: 'delivered' },
  { stat: 'EXPIRED', status: 'expired', code: 'expired' },
  { stat: 'DELETED', status: 'failed', code: 'provider_error' },
  { stat: 'UNDELIV', status: 'failed', code: 'recipient_unreachable' },
  { stat: 'ACCEPTD', status: 'sent' },
  { stat: 'UNKNOWN', status: 'sent' },
  { stat: 'REJECTD', status: 'failed', code: 'content_refused' },
  { stat: 'SKIPPED', status: 'failed', code: 'provider_error' },
];

const BY_STAT = new Map(STATES.map((meaning) => [meaning.stat.slice(0, 7), meaning]));
BY_STAT.set('DELIVER', STATES[2] ?? { stat: 'DELIVRD', status: 'delivered' });

/** GSM MAP errors (TS 29.002) that say the number itself is wrong: unknown, unidentified, illegal subscriber. */
const WRONG_NUMBER = new Set([1, 5, 9, 12]);
const GSM = 3;
/** As nearly every centre writes it. */
const NO_ERROR = '000';

export function isReceipt(message: ShortMessage): boolean {
  const type = message.esmClass & ESM.typeMask;
  if (type === ESM.receipt || type === ESM.intermediate) return true;
  return message.tlvs.receiptedMessageId !== undefined && message.tlvs.messageState !== undefined;
}

/** `undefined` when neither TLVs nor text say which message this is about. */
export function parseReceipt(message: ShortMessage, zone: string): Receipt | undefined {
  const { tlvs, userText } = message;
  const text = userText === '' ? undefined : parseReceiptText(userText);
  const messageId = tlvs.receiptedMessageId || text?.id;
  if (!messageId) return undefined;
  const state = tlvs.messageState === undefined ? undefined : STATES[tlvs.messageState];
  const meaning = state ?? (text?.stat ? meaningOf(text.stat) : undefined);
  if (!meaning) return undefined;
  // A notification on the way may carry any state, yet it never is the last word.
  const intermediate = (message.esmClass & ESM.typeMask) === ESM.intermediate;
  const error = tlvs.networkError ? String(tlvs.networkError.code).padStart(3, '0') : text?.err;
  const at = text?.doneDate ? parseReceiptDate(text.doneDate, zone) : undefined;
  const code = intermediate ? undefined : codeOf(meaning, tlvs.networkError);
  return {
    messageId,
    status: intermediate ? 'sent' : meaning.status,
    code,
    at,
    toTheMinute: at !== undefined && namesMinute(text?.doneDate ?? ''),
    detail:
      error && error !== NO_ERROR && !/^0*$/.test(error) ? `${meaning.stat} err:${error}` : meaning.stat,
    state: meaning.stat,
    error: error || undefined,
  };
}

/** Nearly all write it as the specification does. */
const meaningOf = (stat: string): Meaning | undefined =>
  BY_STAT.get(stat) ?? BY_STAT.get(stat.toUpperCase().slice(0, 7));

function codeOf(meaning: Meaning, error: NetworkError | undefined): SendErrorCode | undefined {
  if (meaning.code === 'recipient_unreachable' && error?.network === GSM && WRONG_NUMBER.has(error.code)) {
    return 'recipient_invalid';
  }
  return meaning.code;
}

export interface ReceiptText {
  readonly id: string | undefined;
  readonly stat: string | undefined;
  readonly err: string | undefined;
  readonly doneDate: string | undefined;
}

/** All keys stand within this many characters. */
const MAX_HEAD = 400;
const SPACE = 0x20;

/**
 * `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…` with keys in any
 * case and order; the first of each counts. What follows `text:` is the customer's words and is never read.
 * One walk from word to word: receipts are the hot path.
 */
export function parseReceiptText(text: string): ReceiptText {
  const end = Math.min(text.length, MAX_HEAD);
  let id: string | undefined;
  let stat: string | undefined;
  let err: string | undefined;
  let date: string | undefined;
  let otherDate: string | undefined;
  for (let at = 0; at < end && !isKey(text, at, 'text:'); at = nextWord(text, at, end)) {
    if (isKey(text, at, 'id:')) id ??= valueAt(text, at + 3, end);
    else if (isKey(text, at, 'stat:')) stat ??= valueAt(text, at + 5, end);
    else if (isKey(text, at, 'err:')) err ??= valueAt(text, at + 4, end);
    else if (isKey(text, at, 'done date:')) date ??= valueAt(text, at + 10, end);
    else if (isKey(text, at, 'done_date:')) otherDate ??= valueAt(text, at + 10, end);
  }
  return {
    id: id?.slice(0, 65) || undefined,
    stat: word(stat),
    err: word(err),
    doneDate: date || otherDate || undefined,
  };
}

/** A state or error code as it may be shown: letters, digits, `_` and `-`, 20 at most. */
function word(value: string | undefined): string | undefined {
  if (value === undefined || value.length === 0 || value.length > 20) return undefined;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const letter = (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
    const digit = unit >= 0x30 && unit <= 0x39;
    if (!letter && !digit && unit !== 0x5f && unit !== 0x2d) return undefined;
  }
  return value;
}

/** Whether a key stands there, in any case. Its letters are small. */
function isKey(text: string, at: number, key: string): boolean {
  for (let i = 0; i < key.length; i++) {
    const unit = text.charCodeAt(at + i);
    const wanted = key.charCodeAt(i);
    const isLetter = wanted >= 0x61 && wanted <= 0x7a;
    if (unit !== wanted && !(isLetter && (unit | 0x20) === wanted)) return false;
  }
  return true;
}

/** Where the next word begins. */
function nextWord(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) > SPACE) at++;
  while (at < end && text.charCodeAt(at) <= SPACE) at++;
  return at;
}

/** From behind a key, or one space later, to the end of the word; empty where there is none. */
function valueAt(text: string, behind: number, end: number): string {
  const from = text.charCodeAt(behind) === SPACE ? behind + 1 : behind;
  let to = from;
  while (to < end && text.charCodeAt(to) > SPACE) to++;
  return text.slice(from, to);
}
