/**
 * Access tokens of a service account: a signed assertion is exchanged for a token of about an hour.
 * RFC 7523 section 2.1; https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
import { sign } from 'node:crypto';
import { z } from 'zod';
import type { ChannelDeps, HttpOutcome, SendError } from '../channel.ts';
import { readFailure } from '../shared/http-failure.ts';
import { parseJson } from '../shared/parse-json.ts';
import type { ServiceAccount } from './service-account.ts';

/** Longest life that Google grants an assertion. */
const ASSERTION_SECONDS = 3600;
/** A token is renewed while it is still good for so long, so that none expires on its way. */
const RENEW_BEFORE_MS = 120_000;
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().min(1) });
const Refused = z.object({ error: z.string(), error_description: z.string().optional() });

export type TokenOutcome = { readonly kind: 'token'; readonly token: string } | SendError;

export interface TokenRequest {
  readonly account: ServiceAccount;
  readonly tokenUrl: string;
  /** Space-separated. */
  readonly scope: string;
  readonly timeoutMs: number;
}

/** RFC 7515: header, claims and RS256 signature, each base64url. */
export function makeAssertion(
  { account, tokenUrl, scope }: Pick<TokenRequest, 'account' | 'tokenUrl' | 'scope'>,
  now: number,
): string {
  const iat = Math.floor(now / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(account.keyId === undefined ? {} : { kid: account.keyId }) };
  const claims = { iss: account.email, scope, aud: tokenUrl, iat, exp: iat + ASSERTION_SECONDS };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), account.key).toString('base64url')}`;
}

/** Keeps one token and asks for a new one at most once at a time. */
export class AccessToken {
  readonly #request: TokenRequest;
  readonly #deps: Pick<ChannelDeps, 'clock' | 'fetch'>;
  #held: { readonly token: string; readonly goodUntil: number } | undefined;
  #underWay: Promise<TokenOutcome> | undefined;

  constructor(request: TokenRequest, deps: Pick<ChannelDeps, 'clock' | 'fetch'>) {
    this.#request = request;
    this.#deps = deps;
  }

  async get(): Promise<TokenOutcome> {
    const held = this.#held;
    if (held !== undefined && this.#deps.clock.now() < held.goodUntil)
      return { kind: 'token', token: held.token };
    this.#underWay ??= this.#renew().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** The provider refused this token; the next `get` brings another. A newer one stays. */
  drop(token: string): void {
    if (this.#held?.token === token) this.#held = undefined;
  }

  async #renew(): Promise<TokenOutcome> {
    const { tokenUrl, timeoutMs } = this.#request;
    const now = this.#deps.clock.now();
    const body = new URLSearchParams({ grant_type: GRANT, assertion: makeAssertion(this.#request, now) });
    const outcome = await this.#deps.fetch({
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
      timeoutMs,
    });
    const granted =
      outcome.kind === 'response' && outcome.status === 200 ? readGranted(outcome.body) : undefined;
    if (granted === undefined) return refusalOf(outcome);
    const lifeMs = granted.expires_in * 1000;
    this.#held = {
      token: granted.access_token,
      goodUntil: now + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs / 2),
    };
    return { kind: 'token', token: granted.access_token };
  }
}

function readGranted(body: Buffer): z.infer<typeof Granted> | undefined {
  return Granted.safeParse(parseJson(body)).data;
}

/** Nothing has been sent to anybody yet, so whatever went wrong may be tried again. */
function refusalOf(outcome: HttpOutcome): SendError {
  if (outcome.kind === 'refused') return { kind: 'retryable', code: 'not_connected', detail: outcome.detail };
  if (outcome.kind === 'failed') {
    const { code, detail } = readFailure(outcome, (words) => words);
    return { kind: 'retryable', code: code === 'timeout' ? 'timeout' : 'not_connected', detail };
  }
  const refused = Refused.safeParse(parseJson(outcome.body)).data;
  if (outcome.status === 400 || outcome.status === 401 || outcome.status === 403)
    return {
      kind: 'retryable',
      code: 'credentials_refused',
      detail: `The service account was refused: ${refused?.error ?? `HTTP ${outcome.status}`}.`,
    };
  return {
    kind: 'retryable',
    code: outcome.status === 429 ? 'throttled' : 'provider_busy',
    detail: `The token service answered HTTP ${outcome.status}.`,
  };
}
