/** The one way in which this adapter calls the Graph API. */
import type { ChannelDeps, HttpRequest, HttpStreamOutcome, SendError } from '../../channel.ts';
import { readFailure } from '../../shared/http-failure.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { scrub } from '../../shared/scrub.ts';
import type { WhatsAppSettings } from '../settings.ts';
import { type GraphRefusal, readRefusal, refusalToError } from './read-refusal.ts';

/** Any honest answer fits many times over; a page of 100 templates has about 200 KiB. */
const LONGEST_ANSWER_BYTES = 2 * 1024 * 1024;

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the version, e.g. `1065/messages?fields=id`. */
  readonly path: string;
  readonly json?: unknown;
  /** Instead of `json`, with its own headers. */
  readonly upload?: {
    readonly headers: Readonly<Record<string, string>>;
    readonly bytes: AsyncIterable<Uint8Array>;
  };
  /** `Bearer` unless told; the Resumable Upload API wants `OAuth`. */
  readonly scheme?: 'OAuth';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What must not be told onwards: the message's text and the person's address. */
  readonly text?: string;
  readonly addresses?: readonly string[];
}

export type GraphAnswer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'error';
      readonly error: SendError;
      /** What Meta answered; undefined where no answer came. */
      readonly refusal: GraphRefusal | undefined;
    };

export interface Graph {
  call(call: GraphCall): Promise<GraphAnswer>;
  /** The bytes behind an address that the caller has judged, as they come. */
  fetchFile(
    url: string,
    maxBytes: number,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<HttpStreamOutcome>;
  clean(words: string, text?: string, addresses?: readonly string[]): string;
}

export function createGraph(settings: WhatsAppSettings, deps: ChannelDeps): Graph {
  const { accessToken, appSecret, verifyToken, pin, baseUrl, graphVersion } = settings;
  const root = `${baseUrl}/${graphVersion}/`;
  const secrets = [accessToken, appSecret, verifyToken, pin, deps.callbackUrl];
  const clean: Graph['clean'] = (words, text = '', addresses = []) =>
    scrub(words, { secrets, text, addresses });

  return {
    clean,
    fetchFile: (url, maxResponseBytes, timeoutMs, signal) =>
      deps.fetchStream({
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${accessToken}` },
        timeoutMs,
        maxResponseBytes,
        signal,
      }),
    async call(call) {
      const outcome = await deps.fetch(requestOf(call, root, `${call.scheme ?? 'Bearer'} ${accessToken}`));
      const cleaned = (words: string): string => clean(words, call.text, call.addresses);
      if (outcome.kind === 'failed')
        return { kind: 'error', error: readFailure(outcome, cleaned), refusal: undefined };
      if (outcome.kind === 'refused')
        return {
          kind: 'error',
          error: { kind: 'permanent', code: 'provider_error', detail: cleaned(outcome.detail) },
          refusal: undefined,
        };
      const body = parseJson(outcome.body);
      const { status } = outcome;
      if (status >= 200 && status < 300) return { kind: 'ok', status, body };
      const refusal = readRefusal(outcome, body, deps.clock.now());
      return { kind: 'error', error: refusalToError(refusal, cleaned), refusal };
    },
  };
}

function requestOf(call: GraphCall, root: string, authorization: string): HttpRequest {
  const { method, timeoutMs, signal, upload, json } = call;
  const common = {
    method,
    url: `${root}${call.path}`,
    timeoutMs,
    maxResponseBytes: LONGEST_ANSWER_BYTES,
    signal,
  };
  if (upload !== undefined)
    return { ...common, headers: { authorization, ...upload.headers }, bytes: upload.bytes };
  if (json === undefined) return { ...common, headers: { authorization } };
  return {
    ...common,
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  };
}
