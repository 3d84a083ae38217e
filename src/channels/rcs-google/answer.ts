/** What an answer of a Google API means: google.rpc.Status, https://cloud.google.com/apis/design/errors */
import { z } from 'zod';
import type { HttpOutcome, ProviderTrace, SendError, SendErrorCode, SendOutcome } from '../channel.ts';
import { readFailure, retryAfter } from '../shared/http-failure.ts';
import { parseJson } from '../shared/parse-json.ts';

type Response = Extract<HttpOutcome, { kind: 'response' }>;

const RpcError = z.object({
  error: z.object({
    status: z.string().max(100).optional(),
    message: z.string().optional(),
    details: z.array(z.unknown()).optional(),
  }),
});
/** google.rpc.RetryInfo: `{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3.5s"}` */
const RetryInfo = z.object({ retryDelay: z.string().regex(/^\d{1,7}(\.\d{1,9})?s$/) });

export interface AnswerContext {
  readonly now: number;
  /** Takes secrets, text and numbers out of the provider's words. */
  readonly clean: (words: string) => string;
}

/** The meaning of a refusal of a message to one person. */
export function readRefusal(
  outcome: HttpOutcome,
  context: AnswerContext,
): SendError & { trace?: ProviderTrace } {
  switch (outcome.kind) {
    case 'response':
      return refusalOf(outcome, context);
    case 'refused':
      return { kind: 'permanent', code: 'provider_error', detail: context.clean(outcome.detail) };
    case 'failed':
      return readFailure(outcome, context.clean);
  }
}

/** An id that was seen before has been taken before. */
export function readSent(outcome: HttpOutcome, messageId: string, context: AnswerContext): SendOutcome {
  const isTaken =
    outcome.kind === 'response' &&
    ((outcome.status >= 200 && outcome.status < 300) || outcome.status === 409);
  if (!isTaken) return readRefusal(outcome, context);
  return { kind: 'accepted', externalIds: [messageId], trace: { http_status: outcome.status } };
}

type Meaning = Pick<SendError, 'kind' | 'code' | 'scope' | 'remedy'>;

/** About this person only: others may be sent to meanwhile. */
const personal = (code: SendErrorCode): Meaning => ({
  kind: 'permanent',
  code,
  scope: 'recipient',
  remedy: 'other_channel',
});

function meaningOf(status: number): Meaning {
  switch (status) {
    case 401:
      return { kind: 'retryable', code: 'credentials_refused' };
    // Not launched on this person's operator, and the person is no tester.
    case 403:
      return personal('sender_not_allowed');
    // No RCS on this number, or not reachable by this agent.
    case 404:
      return personal('recipient_unreachable');
    case 408:
    case 504:
      return { kind: 'unknown', code: 'timeout' };
    case 429:
      return { kind: 'retryable', code: 'throttled' };
    case 503:
      return { kind: 'retryable', code: 'provider_busy' };
    case 400:
    case 413:
      return { kind: 'permanent', code: 'message_invalid' };
    default:
      return status >= 500
        ? { kind: 'unknown', code: 'provider_error' }
        : { kind: 'permanent', code: 'provider_error' };
  }
}

function refusalOf(response: Response, { now, clean }: AnswerContext): SendError & { trace: ProviderTrace } {
  const error = RpcError.safeParse(parseJson(response.body)).data?.error;
  const meaning = meaningOf(response.status);
  const status = clean(error?.status ?? '').slice(0, 60);
  const detail = [`HTTP ${response.status}`, status, clean(error?.message ?? '')].filter(
    (part) => part !== '',
  );
  const wait = meaning.kind === 'retryable' ? waitOf(response, error?.details, now) : undefined;
  return {
    ...meaning,
    detail: detail.join(': '),
    trace: { http_status: response.status, ...(status === '' ? {} : { status }) },
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function waitOf({ headers }: Response, details: readonly unknown[] = [], now: number): number | undefined {
  const told = retryAfter(headers, now);
  if (told !== undefined) return told;
  const [delay] = details.flatMap((detail) => RetryInfo.safeParse(detail).data?.retryDelay ?? []);
  return delay === undefined ? undefined : Math.min(Number.parseFloat(delay) * 1000, 3_600_000);
}
