/** What a Graph API error body says, and what it means. */
import { z } from 'zod';
import type { SendError } from '../../channel.ts';
import { retryAfter } from '../../shared/http-failure.ts';
import { type ErrorMeaning, meaningOfCode } from './error-table.ts';

const optionalText = z.string().optional().catch(undefined);

const ErrorBody = z.looseObject({
  error: z.looseObject({
    code: z.number(),
    error_subcode: z.number().optional().catch(undefined),
    message: optionalText,
    is_transient: z.boolean().optional().catch(undefined),
    error_user_msg: optionalText,
    error_data: z.looseObject({ details: optionalText }).optional().catch(undefined),
  }),
});

/** A call that Meta answered with a refusal. */
export interface GraphRefusal {
  readonly status: number;
  /** Meta's code; undefined where the answer has none. */
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  /** Meta's words, not yet free of secrets. */
  readonly words: string;
  readonly transient: boolean;
  /** Meta's own idea of when to try again, milliseconds. */
  readonly retryAfterMs: number | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export function readRefusal({ status, headers }: Answer, body: unknown, now: number): GraphRefusal {
  const retryAfterMs = retryAfter(headers, now);
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success)
    return { status, code: undefined, subcode: undefined, words: '', transient: false, retryAfterMs };
  const { error } = parsed.data;
  return {
    status,
    code: error.code,
    subcode: error.error_subcode,
    words: error.error_data?.details ?? error.error_user_msg ?? error.message ?? '',
    transient: error.is_transient === true,
    retryAfterMs,
  };
}

/**
 * An error with a code of Meta's own was certainly not taken. Without one the answer comes from something on the way,
 * and after a 5xx nobody knows how far the call had come.
 */
export function refusalToError(refusal: GraphRefusal, clean: (words: string) => string): SendError {
  const { status, code, words } = refusal;
  const meaning = meaningOf(refusal);
  const shown = clean(words);
  const detail = [`HTTP ${status}`, code === undefined ? '' : String(code), shown]
    .filter((part) => part !== '')
    .join(': ');
  if (meaning === undefined) return { kind: 'unknown', code: 'provider_error', detail };
  const { waitMs, ...rest } = meaning;
  const wait = meaning.kind === 'retryable' ? (refusal.retryAfterMs ?? waitMs) : undefined;
  return { ...rest, detail, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function meaningOf({ status, code, subcode, transient }: GraphRefusal): ErrorMeaning | undefined {
  // Code 100 covers everything; what is wrong with a template stands in the subcode.
  const bySubcode = code === 100 && subcode !== undefined ? meaningOfCode(subcode) : undefined;
  const known = bySubcode ?? (code === undefined ? undefined : meaningOfCode(code));
  if (known !== undefined) return known;
  if (status === 429) return { kind: 'retryable', code: 'throttled' };
  if (status === 503 || (code !== undefined && transient))
    return { kind: 'retryable', code: 'provider_busy' };
  if (code !== undefined) return { kind: 'permanent', code: 'provider_error' };
  if (status === 401 || status === 403) return { kind: 'retryable', code: 'credentials_refused' };
  return status >= 500 || status === 408 ? undefined : { kind: 'permanent', code: 'provider_error' };
}
