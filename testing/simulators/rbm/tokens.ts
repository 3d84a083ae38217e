/** The token service: an assertion signed by a known account becomes an access token. RFC 7523. */
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { z } from 'zod';

export interface KnownAccount {
  readonly email: string;
  /** PEM */
  readonly publicKey: string;
}

const Header = z.object({
  alg: z.literal('RS256'),
  typ: z.literal('JWT').optional(),
  kid: z.string().optional(),
});
const Claims = z.object({
  iss: z.string(),
  scope: z.string().min(1),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
});
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const GOOGLE_AUDIENCES = [
  'https://oauth2.googleapis.com/token',
  'https://www.googleapis.com/oauth2/v4/token',
];
const SKEW_SECONDS = 300;

export type TokenAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

const refused = (error: string, description: string): TokenAnswer => ({
  status: 400,
  body: { error, error_description: description },
});

export class TokenService {
  readonly #accounts: readonly KnownAccount[];
  readonly #lifeSeconds: number;
  readonly #tokens = new Map<string, { readonly scopes: ReadonlySet<string>; readonly until: number }>();
  /** Assertions that became tokens. */
  granted = 0;

  constructor(accounts: readonly KnownAccount[], lifeSeconds: number) {
    this.#accounts = accounts;
    this.#lifeSeconds = lifeSeconds;
  }

  /** `called` is the address that was called; assertions may be meant for Google's own. */
  grant(form: URLSearchParams, called: string, now: number): TokenAnswer {
    if (form.get('grant_type') !== GRANT) return refused('unsupported_grant_type', 'Invalid grant_type');
    const [head = '', payload = '', signature = '', ...rest] = (form.get('assertion') ?? '').split('.');
    const header = Header.safeParse(json(head));
    const claims = Claims.safeParse(json(payload));
    if (!header.success || !claims.success || rest.length > 0)
      return refused('invalid_grant', 'Bad Request: the assertion cannot be read');
    const { iss, aud, iat, exp, scope } = claims.data;
    const account = this.#accounts.find(({ email }) => email === iss);
    if (account === undefined) return refused('invalid_grant', 'Invalid grant: account not found');
    const signed = Buffer.from(`${head}.${payload}`);
    const key = createPublicKey(account.publicKey);
    if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url')))
      return refused('invalid_grant', 'Invalid JWT Signature.');
    if (aud !== called && !GOOGLE_AUDIENCES.includes(aud))
      return refused('invalid_grant', 'Invalid JWT: Failed audience check.');
    const seconds = now / 1000;
    if (iat > seconds + SKEW_SECONDS || exp < seconds - SKEW_SECONDS || exp - iat > 3600)
      return refused('invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes)');
    const token = `ya29.${randomUUID()}`;
    this.#tokens.set(token, { scopes: new Set(scope.split(' ')), until: now + this.#lifeSeconds * 1000 });
    this.granted += 1;
    return {
      status: 200,
      body: { access_token: token, expires_in: this.#lifeSeconds, token_type: 'Bearer' },
    };
  }

  /** undefined for a token that is unknown or over. */
  scopesOf(authorization: string | undefined, now: number): ReadonlySet<string> | undefined {
    const token = this.#tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
    return token !== undefined && token.until > now ? token.scopes : undefined;
  }

  endAll(): void {
    this.#tokens.clear();
  }
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
