import type { SendErrorCode, SendOutcome } from '../../../channels/channel.ts';
import { storableJson } from '../../../lib/storable-text.ts';
import { fallbackCause } from '../../routing/index.ts';
import type { EventRow } from './evidence.ts';
import { resendsUnknown } from './fallback-plan.ts';
import type { Outgoing } from './hand-off.ts';
import type { RecordEntry } from './recorder.ts';
import { classOfLane, RANK } from '../status.ts';

/** Tries of one message, counted for failures that are its own or the provider's, not for a busy line. */
export const MOST_ATTEMPTS = 5;
/** Waits before attempts 2…5. */
const BACKOFF_MS = [5_000, 30_000, 120_000, 600_000];
const BUSY_MS = 1_000;
/** Kept in 16 bits; a line that is busy for nine hours counts no further. */
const MOST_BUSY = 32_000;
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

const DONE = { kind: 'done' } as const;

/** What evidence needs to know of its message. */
type Identified = Pick<Outgoing, 'workspaceId' | 'id' | 'attempt' | 'channelId'>;

export interface Verdict {
  readonly events: readonly EventRow[];
  readonly next:
    | RecordEntry['next']
    /** To the first of these channels that is fit by now; where none is, `otherwise` holds. */
    | {
        readonly kind: 'move';
        readonly fallbacks: readonly string[];
        readonly attempt: number;
        readonly otherwise: Verdict;
      };
}

/**
 * Decides what an outcome means for its message. Pure: the same outcome always gets the same verdict. `idempotent`:
 * its provider takes an id only once, so that sending again after an unknown outcome reaches nobody twice.
 */
export function judgeOutcome(
  message: Outgoing,
  outcome: SendOutcome,
  now: number,
  idempotent = false,
): Verdict {
  const usual = judgeUsually(message, outcome, now, idempotent);
  if (outcome.kind === 'accepted' || outcome.kind === 'unknown' || outcome.remedy !== 'other_channel')
    return usual;
  const [event] = usual.events;
  // The provider says itself that this person is reached another way; waiting here would help nobody.
  const mayMove = usual.next.kind !== 'move' && (message.plan?.on.length ?? 0) > 0;
  return event !== undefined && mayMove ? moving(message, event, usual) : usual;
}

function judgeUsually(message: Outgoing, outcome: SendOutcome, now: number, idempotent: boolean): Verdict {
  const trace = outcome.trace === undefined ? null : storableJson(outcome.trace);
  if (outcome.kind === 'accepted')
    return { events: sentEvents(message, outcome.externalIds, trace, now), next: DONE };
  const { code, detail } = outcome;
  const event = (status: number): EventRow => ({ ...base(message, now), status, code, detail, trace });
  if (outcome.kind === 'permanent')
    return failure(message, event(code === 'expired' ? RANK.expired : RANK.failed), outcome);
  if (outcome.kind === 'unknown') return unknownVerdict(message, event(RANK.unknown), now, idempotent);
  const { attempt, busy } = message;
  if (BUSY.has(code)) {
    const due = now + (outcome.retryAfterMs ?? BUSY_MS);
    return {
      events: [event(RANK.queued)],
      next: { kind: 'again', attempt, busy: Math.min(busy + 1, MOST_BUSY), due },
    };
  }
  if (attempt >= MOST_ATTEMPTS) return failure(message, event(RANK.failed), outcome);
  const wait =
    outcome.retryAfterMs ?? BACKOFF_MS[message.attempt - 1] ?? BACKOFF_MS[BACKOFF_MS.length - 1] ?? BUSY_MS;
  return {
    events: [event(RANK.queued)],
    next: { kind: 'again', attempt: attempt + 1, busy, due: now + wait },
  };
}

/** A message whose time ran out before it left. */
export const judgeExpired = (
  message: Identified,
  now: number,
): Pick<RecordEntry, 'events'> & { readonly next: { readonly kind: 'done' } } => ({
  events: [{ ...base(message, now), status: RANK.expired, code: 'expired', detail: null, trace: null }],
  next: { kind: 'done' },
});

type Refusal = Exclude<SendOutcome, { readonly kind: 'accepted' }>;

/** The end on this channel: another one if the message's plan has one for such a case, else a dead letter or nothing. */
function failure(message: Outgoing, event: EventRow, outcome: Refusal): Verdict {
  const { code, detail } = outcome;
  const otherwise: Verdict = {
    events: [event],
    next:
      outcome.kind === 'permanent' && !MENDABLE.has(code)
        ? { kind: 'done' }
        : { kind: 'dead', lane: message.lane, code, detail },
  };
  const cause = fallbackCause(outcome, { exhausted: true });
  const mayMove = cause !== null && cause !== 'unknown_outcome' && message.plan?.on.includes(cause) === true;
  return mayMove ? moving(message, event, otherwise) : otherwise;
}

/** To another channel as the next attempt; where none is fit any more, what would have happened without a plan. */
function moving(message: Outgoing, event: EventRow, otherwise: Verdict): Verdict {
  const fallbacks = message.plan?.fallbacks ?? [];
  if (fallbacks.length === 0) return otherwise;
  return {
    // It has failed on one way only; what is unknown stays unknown.
    events: [{ ...event, status: event.status === RANK.unknown ? RANK.unknown : RANK.queued }],
    next: { kind: 'move', fallbacks, attempt: message.attempt + 1, otherwise },
  };
}

/** Whether a message that waits for a channel that is down has another to go to. */
export const mayLeaveStranded = ({ plan }: Outgoing): boolean =>
  plan !== null && plan.fallbacks.length > 0 && plan.on.includes('breaker_open');

/** To another channel, from one that is down; only where it may. */
export function judgeStranded(message: Outgoing, now: number): Verdict {
  const event = { ...base(message, now), status: RANK.queued, code: 'not_connected' };
  // The event is also what names the row that goes back: without it nobody would ever send the message.
  const again: Verdict = {
    events: [event],
    next: { kind: 'again', attempt: message.attempt, busy: message.busy, due: now + BUSY_MS },
  };
  return moving(message, event, again);
}

/** What memory knows of its window is over; claiming it anew looks whether the person has written meanwhile. */
export function judgeStale(message: Outgoing, now: number): Verdict {
  const { attempt, busy } = message;
  return {
    events: [{ ...base(message, now), status: RANK.queued, code: 'window_closed' }],
    next: { kind: 'again', attempt, busy: Math.min(busy + 1, MOST_BUSY), due: now },
  };
}

/** May or may not have been sent: tried again, on another channel if there is one, where sending twice does no harm. */
function unknownVerdict(message: Outgoing, event: EventRow, now: number, idempotent: boolean): Verdict {
  const may = idempotent || resendsUnknown(message.plan, classOfLane(message.lane));
  if (!may || message.attempt >= MOST_ATTEMPTS) return { events: [event], next: { kind: 'done' } };
  const { attempt, busy } = message;
  const again: Verdict = {
    events: [event],
    next: { kind: 'again', attempt: attempt + 1, busy, due: now + BUSY_MS },
  };
  return idempotent ? again : moving(message, event, again);
}

/** One event for the message; for a text in parts also one per part, each with its own provider id. */
function sentEvents(
  message: Outgoing,
  externalIds: readonly string[],
  trace: string | null,
  now: number,
): EventRow[] {
  const only = externalIds.length === 1 ? (externalIds[0] ?? null) : null;
  const whole = base(message, now, RANK.sent, only, trace);
  if (only !== null) return [whole];
  return [
    whole,
    ...externalIds.map((externalId, index) => ({ ...whole, part: index + 1, externalId, trace: null })),
  ];
}

/** Written out, because spreading such a record takes 1 µs. */
function base(
  message: Identified,
  now: number,
  status: number = RANK.accepted,
  externalId: string | null = null,
  trace: string | null = null,
): EventRow {
  return {
    workspaceId: message.workspaceId,
    id: message.id,
    attempt: message.attempt,
    status,
    part: 0,
    at: now,
    channelId: message.channelId,
    externalId,
    code: null,
    detail: null,
    trace,
  };
}
