/** Calls of the RBM API with a token that is good; a token that was refused is renewed once. */
import type { ChannelDeps, HttpOutcome, HttpRequest, SendError } from '../channel.ts';
import type { AccessToken } from './access-token.ts';

export interface ApiCall {
  readonly method: HttpRequest['method'];
  /** With a slash in front. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
  /** Instead of `body`; asked for anew when the call is repeated. */
  readonly bytes?: () => AsyncIterable<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiDeps {
  readonly baseUrl: string;
  readonly token: AccessToken;
  readonly fetch: ChannelDeps['fetch'];
  readonly timeoutMs: number;
}

/** Any honest answer fits many times over. */
const LONGEST_ANSWER_BYTES = 256 * 1024;

/** The provider's answer, or why it could not even be asked. */
export type ApiOutcome = HttpOutcome | { readonly kind: 'no_token'; readonly error: SendError };

export async function callApi(deps: ApiDeps, call: ApiCall, signal: AbortSignal): Promise<ApiOutcome> {
  const first = await callOnce(deps, call, signal);
  if (first.kind !== 'response' || first.status !== 401) return first;
  return callOnce(deps, call, signal);
}

async function callOnce(
  { baseUrl, token, fetch, timeoutMs }: ApiDeps,
  { method, path, query = {}, body, bytes, headers = {} }: ApiCall,
  signal: AbortSignal,
): Promise<ApiOutcome> {
  const granted = await token.get();
  if (granted.kind !== 'token') return { kind: 'no_token', error: granted };
  const search = new URLSearchParams(query).toString();
  const outcome = await fetch({
    method,
    url: `${baseUrl}${path}${search === '' ? '' : `?${search}`}`,
    headers: {
      authorization: `Bearer ${granted.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(bytes === undefined ? {} : { bytes: bytes() }),
    timeoutMs,
    maxResponseBytes: LONGEST_ANSWER_BYTES,
    signal,
  });
  if (outcome.kind === 'response' && outcome.status === 401) token.drop(granted.token);
  return outcome;
}
