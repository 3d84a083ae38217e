import type { SendErrorCode, SendOutcome } from '../../../channels/channel.ts';
import { storableJson } from '../../../lib/storable-text.ts';
import type { Outgoing } from './hand-off.ts';
import type { EventRow, RecordEntry } from './recorder.ts';
import { classOfLane, RANK } from '../status.ts';

/** Tries of one message, counted for failures that are its own or the provider's, not for a busy line. */
export const MOST_ATTEMPTS = 5;
/** Waits before attempts 2…5. */
const BACKOFF_MS = [5_000, 30_000, 120_000, 600_000];
const BUSY_MS = 1_000;
/** Attempts are kept in 16 bits; a line that is busy for nine hours counts no further. */
const HIGHEST_ATTEMPT = 32_000;
/** The line was full or down: the message waits as long as it is valid. */
const BUSY: ReadonlySet<SendErrorCode> = new Set(['throttled', 'provider_busy', 'not_connected']);
/** Refusals that a person can mend (sender, credentials, content, the provider): kept for a redrive. */
const MENDABLE: ReadonlySet<SendErrorCode> = new Set([
  'sender_not_allowed',
  'content_refused',
  'credentials_refused',
  'message_invalid',
  'provider_error',
  'timeout',
]);

/** What evidence needs to know of its message. */
type Identified = Pick<Outgoing, 'workspaceId' | 'id' | 'attempt' | 'channelId'>;

export type Verdict = Pick<RecordEntry, 'events' | 'next'>;

/** Decides what an outcome means for its message. Pure: the same outcome always gets the same verdict. */
export function judgeOutcome(message: Outgoing, outcome: SendOutcome, now: number): Verdict {
  const trace = outcome.trace === undefined ? null : storableJson(outcome.trace);
  if (outcome.kind === 'accepted')
    return { events: sentEvents(message, outcome.externalIds, trace, now), next: { kind: 'done' } };
  const { code, detail } = outcome;
  const event = (status: number): EventRow => ({ ...base(message, now), status, code, detail, trace });
  if (outcome.kind === 'permanent')
    return failure(message, event(code === 'expired' ? RANK.expired : RANK.failed), code, detail);
  if (outcome.kind === 'unknown') return unknownVerdict(message, event(RANK.unknown), now);
  const attempt = Math.min(message.attempt + 1, HIGHEST_ATTEMPT);
  if (BUSY.has(code)) {
    return {
      events: [event(RANK.queued)],
      next: { kind: 'again', attempt, due: now + (outcome.retryAfterMs ?? BUSY_MS) },
    };
  }
  if (message.attempt >= MOST_ATTEMPTS) {
    return { events: [event(RANK.failed)], next: { kind: 'dead', lane: message.lane, code, detail } };
  }
  const wait =
    outcome.retryAfterMs ?? BACKOFF_MS[message.attempt - 1] ?? BACKOFF_MS[BACKOFF_MS.length - 1] ?? BUSY_MS;
  return { events: [event(RANK.queued)], next: { kind: 'again', attempt, due: now + wait } };
}

/** A message whose time ran out before it left. */
export const judgeExpired = (message: Identified, now: number): Verdict => ({
  events: [{ ...base(message, now), status: RANK.expired, code: 'expired', detail: null, trace: null }],
  next: { kind: 'done' },
});

function failure(message: Outgoing, event: EventRow, code: SendErrorCode, detail: string): Verdict {
  if (!MENDABLE.has(code)) return { events: [event], next: { kind: 'done' } };
  return { events: [event], next: { kind: 'dead', lane: message.lane, code, detail } };
}

/**
 * May or may not have been sent. An OTP is tried again, because a second code
 * message harms nobody and none locks a person out; everything else stays
 * `unknown`, because a payment notice that comes twice does harm.
 */
function unknownVerdict(message: Outgoing, event: EventRow, now: number): Verdict {
  const resend = classOfLane(message.lane) === 'otp' && message.attempt < MOST_ATTEMPTS;
  return {
    events: [event],
    next: resend ? { kind: 'again', attempt: message.attempt + 1, due: now + BUSY_MS } : { kind: 'done' },
  };
}

/** One event for the message; for a text in parts also one per part, each with its own provider id. */
function sentEvents(
  message: Outgoing,
  externalIds: readonly string[],
  trace: string | null,
  now: number,
): EventRow[] {
  const whole = { ...base(message, now), status: RANK.sent, trace };
  if (externalIds.length === 1) return [{ ...whole, externalId: externalIds[0] ?? null }];
  return [
    whole,
    ...externalIds.map((externalId, index) => ({ ...whole, part: index + 1, externalId, trace: null })),
  ];
}

function base(message: Identified, now: number): EventRow {
  return {
    workspaceId: message.workspaceId,
    id: message.id,
    attempt: message.attempt,
    status: RANK.accepted,
    part: 0,
    at: now,
    channelId: message.channelId,
    externalId: null,
    code: null,
    detail: null,
    trace: null,
  };
}
