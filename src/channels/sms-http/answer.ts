/** What a gateway's answer means. */
import type { HttpOutcome, ProviderTrace, SendError, SendErrorCode, SendOutcome } from '../channel.ts';
import { readFailure, retryAfter } from '../shared/http-failure.ts';
import { itemsAt, textAt } from './paths.ts';
import type { AnswerReading } from './profile.ts';
import { type ErrorMeaning, lookUp } from './tables.ts';

export interface AnswerContext {
  /** Our own id: stands in where a gateway gives none. */
  readonly messageId: string;
  readonly now: number;
  /** Takes secrets, text and numbers out of the gateway's words. */
  readonly clean: (words: string) => string;
}

type Response = Extract<HttpOutcome, { kind: 'response' }>;

export function readOutcome(
  outcome: HttpOutcome,
  reading: AnswerReading,
  context: AnswerContext,
): SendOutcome {
  switch (outcome.kind) {
    case 'response':
      return readResponse(outcome, reading, context);
    case 'refused':
      return { kind: 'permanent', code: 'provider_error', detail: context.clean(outcome.detail) };
    case 'failed':
      return readFailure(outcome, context.clean);
  }
}

function readResponse(response: Response, reading: AnswerReading, context: AnswerContext): SendOutcome {
  const body = parseAnswer(response.body);
  const isSuccess = response.status >= 200 && response.status < 300;
  const items = isSuccess ? itemsAt(body, reading.items) : [];
  const refusal = isSuccess ? undefined : readRefusal(response, body, undefined, reading, context);
  if (refusal !== undefined) return refusal;
  const verdicts = items.map((item) => isTaken(item, reading));
  const trace = { http_status: response.status };
  if (verdicts.length === 0 || verdicts.includes(undefined)) {
    const known = readRefusal(response, body, undefined, reading, context);
    return known ?? unclear('The gateway answered in a form that cannot be read.', trace);
  }
  const taken = items.filter((_, index) => verdicts[index] === true);
  if (taken.length === 0) {
    const known = readRefusal(response, body, items[0], reading, context);
    return known ?? failure({ kind: 'permanent', code: 'provider_error' }, '', trace);
  }
  if (taken.length < items.length)
    return unclear(`The gateway took ${taken.length} of ${items.length} parts.`, trace);
  const ids = taken.map((item) => textAt(item, reading.id));
  if (reading.id === undefined) return { kind: 'accepted', externalIds: [context.messageId], trace };
  const externalIds = ids.filter((id) => id !== undefined);
  return externalIds.length === taken.length
    ? { kind: 'accepted', externalIds, trace }
    : unclear('The gateway took the message and gave no id for it.', trace);
}

/** undefined where the answer does not say what it must say. */
function isTaken(item: unknown, { success }: AnswerReading): boolean | undefined {
  if (success === undefined) return true;
  const value = textAt(item, success.path);
  return value === undefined ? undefined : lookUp(success.values, value) === true;
}

/** By the gateway's own code where the table knows it, else by HTTP status; undefined for a success without a known code. */
function readRefusal(
  response: Response,
  body: unknown,
  item: unknown,
  reading: AnswerReading,
  context: AnswerContext,
): SendError | undefined {
  const first = (paths: AnswerReading['errorCodes']): string | undefined =>
    [item, body].flatMap((from) => paths.map((path) => textAt(from, path))).find((one) => one !== undefined);
  const code = first(reading.errorCodes);
  const words = context.clean(first(reading.errorTexts) ?? '');
  const meaning = code === undefined ? undefined : lookUp(reading.errors, code);
  const byStatus = meaning ?? meaningOfStatus(response.status);
  if (byStatus === undefined) {
    const explicit = item !== undefined && code !== undefined;
    return explicit ? said({ kind: 'permanent', code: 'provider_error' }) : undefined;
  }
  return said(byStatus);

  function said(what: ErrorMeaning): SendError & { readonly trace: ProviderTrace } {
    const shown = code === undefined ? '' : context.clean(code).slice(0, 60);
    const detail = [`HTTP ${response.status}`, shown, words].filter((part) => part !== '').join(': ');
    const trace = { http_status: response.status, ...(shown === '' ? {} : { code: shown }) };
    const wait = what.kind === 'retryable' ? retryAfter(response.headers, context.now) : undefined;
    return { ...failure(what, detail, trace), ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
}

/** RFC 9110 section 15; undefined for a success. */
function meaningOfStatus(status: number): ErrorMeaning | undefined {
  if (status >= 200 && status < 300) return undefined;
  const permanent = (code: SendErrorCode): ErrorMeaning => ({ kind: 'permanent', code });
  switch (status) {
    case 401:
    case 403:
    case 407:
      return { kind: 'retryable', code: 'credentials_refused' };
    case 429:
      return { kind: 'retryable', code: 'throttled' };
    case 503:
      return { kind: 'retryable', code: 'provider_busy' };
    case 408:
      return { kind: 'unknown', code: 'timeout' };
    case 400:
    case 413:
    case 422:
      return permanent('message_invalid');
    default:
      // After the other 5xx nobody knows how far the gateway had come.
      return status >= 500 ? { kind: 'unknown', code: 'provider_error' } : permanent('provider_error');
  }
}

const failure = (
  { kind, code }: ErrorMeaning,
  detail: string,
  trace: ProviderTrace,
): SendError & { readonly trace: ProviderTrace } => ({
  kind,
  code,
  detail: detail === '' ? 'The gateway refused the message and gave no reason.' : detail,
  trace,
});

const unclear = (detail: string, trace: ProviderTrace): SendOutcome =>
  failure({ kind: 'unknown', code: 'provider_error' }, detail, trace);

/**
 * JSON, or for gateways that answer `1701|62812…|id` the text and its fields: `fields[0]`. Broken JSON has neither,
 * so that half an answer is never taken for a whole one.
 */
export function parseAnswer(body: Buffer): unknown {
  const text = body.toString('utf8').trim();
  if (/^[[{"]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  return { body: text, fields: text.split(/[|,;]/).map((field) => field.trim()) };
}
