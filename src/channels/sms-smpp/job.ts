/** A message on its way as one or more submit_sm, and what their answers amount to. */
import type { Caller, MessageClass, OutgoingMessage, SendError, SendOutcome } from '../channel.ts';
import { type IdRules, idFromResponse } from './message-ids.ts';
import { sentTrace } from './ordinary-traces.ts';
import type { PartPlan } from './parts/plan-parts.ts';
import type { InFlight } from './session-contract.ts';

export interface Job {
  readonly message: OutgoingMessage;
  /** Milliseconds since the epoch; infinite for one that is always worth sending. */
  readonly expiresAt: number;
  readonly signal: AbortSignal;
  readonly caller: Caller;
  /** Monotonic milliseconds. */
  readonly queuedAt: number;
  parts: readonly Part[];
  /** Parts without an answer. */
  left: number;
  retries: number;
  /** Undefined until it is settled. */
  outcome: SendOutcome | undefined;
}

export interface Part extends InFlight {
  readonly job: Job;
  readonly plan: PartPlan;
  /** The centre's id, once it took the part. */
  messageId: string | undefined;
  error: SendError | undefined;
}

/**
 * Accepted when every part was; otherwise the worst of the errors. A text of which some
 * parts were taken is never `retryable`: sending it again would send those parts twice.
 */
export function outcomeOf(job: Job, ids: IdRules, now: number): SendOutcome {
  const { parts } = job;
  const [only] = parts;
  const dataCoding = only?.plan.dataCoding ?? 0;
  const ms = Math.round(now - job.queuedAt);
  if (parts.length === 1 && only?.messageId !== undefined) {
    const id = idFromResponse(only.messageId, ids);
    if (id === only.messageId)
      return { kind: 'accepted', externalIds: [id], trace: sentTrace(dataCoding, ms) };
  }
  const taken = parts.filter((part) => part.messageId !== undefined);
  const externalIds = taken.map((part) => idFromResponse(part.messageId ?? '', ids));
  const whole = taken.length === parts.length;
  const trace = {
    parts: parts.length,
    data_coding: dataCoding,
    message_id: taken.map((part) => part.messageId).join(','),
    ms,
  };
  if (whole) return { kind: 'accepted', externalIds, trace };
  const errors = parts.flatMap((part) => (part.error ? [part.error] : []));
  const worst =
    errors.find((e) => e.kind === 'permanent') ?? errors.find((e) => e.kind === 'unknown') ?? errors[0];
  const error = worst ?? failure('unknown', 'provider_error', 'no answer');
  if (error.kind !== 'retryable' || taken.length === 0) return { ...error, trace };
  const detail = `${error.detail}; ${taken.length} of ${parts.length} parts were taken`;
  return { kind: 'unknown', code: error.code, detail, trace };
}

/** The temporarily refused parts of a text of which others were taken and none is lost. */
export function partsToRepeat(job: Job): readonly Part[] {
  if (job.parts.length === 1) return [];
  const taken = job.parts.some((part) => part.messageId !== undefined);
  const refused = job.parts.filter((part) => part.error);
  return taken && refused.every((part) => part.error?.kind === 'retryable') ? refused : [];
}

export function failure(kind: SendError['kind'], code: SendError['code'], detail: string): SendError {
  return { kind, code, detail };
}

export function notConnected(): SendError {
  return failure('retryable', 'not_connected', 'no bind to the provider');
}

const LANE: Readonly<Record<MessageClass, number>> = {
  otp: 0,
  transactional: 1,
  conversation: 2,
  marketing: 3,
};
/** Places that were left are given up once there are so many, and more than parts. */
const WORTH_COMPACTING = 1024;

interface Lane {
  parts: Part[];
  head: number;
}

/**
 * Parts that wait for a bind or for their turn. A whole window of a campaign may wait here, seconds of it at an
 * operator's pace, so the more urgent class leaves first here, too; within a class first in, first out.
 */
export class PartQueue {
  readonly #lanes: readonly Lane[] = Object.values(LANE).map(() => ({ parts: [], head: 0 }));

  push(part: Part): void {
    this.#lanes[LANE[part.job.message.class]]?.parts.push(part);
  }

  /** The part that leaves next; undefined when none waits. */
  first(): Part | undefined {
    for (const { parts, head } of this.#lanes) if (head < parts.length) return parts[head];
    return undefined;
  }

  /** Takes the part that `first` returned. */
  dropFirst(): void {
    const lane = this.#lanes.find(({ parts, head }) => head < parts.length);
    if (lane === undefined) return;
    // Most leave at once. In its place it would be kept, with its message, until a thousand others have left.
    if (lane.parts.length === 1) {
      lane.parts.pop();
      return;
    }
    lane.head += 1;
    if (lane.head < lane.parts.length && (lane.head < WORTH_COMPACTING || lane.head * 2 < lane.parts.length))
      return;
    lane.parts = lane.parts.slice(lane.head);
    lane.head = 0;
  }

  waiting(): Part[] {
    return this.#lanes.flatMap(({ parts, head }) => parts.slice(head));
  }

  /** Forgets parts whose message has its outcome. */
  compact(): void {
    for (const lane of this.#lanes) {
      lane.parts = lane.parts.slice(lane.head).filter((part) => part.job.outcome === undefined);
      lane.head = 0;
    }
  }
}
