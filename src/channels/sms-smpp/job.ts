/** A message on its way as one or more submit_sm, and what their answers amount to. */
import type { OutgoingMessage, SendError, SendOutcome } from '../channel.ts';
import { type IdRules, idFromResponse } from './message-ids.ts';
import type { InFlight } from './session-contract.ts';

export interface Job {
  readonly message: OutgoingMessage;
  readonly signal: AbortSignal;
  readonly resolve: (outcome: SendOutcome) => void;
  /** Monotonic milliseconds. */
  readonly queuedAt: number;
  parts: Part[];
  /** Parts without an answer. */
  left: number;
  retries: number;
  settled: boolean;
}

export interface Part extends InFlight {
  readonly job: Job;
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
  const taken = parts.filter((part) => part.messageId !== undefined);
  const trace = {
    parts: parts.length,
    data_coding: parts[0]?.wire.dataCoding ?? 0,
    message_id: taken.map((part) => part.messageId).join(','),
    ms: Math.round(now - job.queuedAt),
  };
  if (taken.length === parts.length) {
    return {
      kind: 'accepted',
      externalIds: parts.map((part) => idFromResponse(part.messageId ?? '', ids)),
      trace,
    };
  }
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
