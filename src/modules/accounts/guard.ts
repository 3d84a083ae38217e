/** Who is calling: an API key, or a person with a session cookie, in one workspace. */
import { uuidOfPublicId } from '../../lib/uuid.ts';
import type { Guard, GuardRequest } from '../../platform/http-server/server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Actor } from './actor.ts';
import type { AuthCache } from './auth-cache.ts';
import { type Action, can } from './can.ts';
import { accountsErrors } from './errors.ts';
import { isWellFormedKey } from './keys/key-format.ts';
import type { KeyActor } from './keys/verify-key.ts';
import { isPermission } from './permissions.ts';
import { cookieName, readCookie } from './sessions/cookie.ts';
import { requireSameOrigin } from './sessions/origin.ts';
import { isToken } from './sessions/token.ts';
import type { LiveSession } from './sessions/verify-session.ts';

export interface GuardDeps {
  readonly authCache: AuthCache;
  /** As in AccountsDeps: decides the cookie's name and which pages may call. */
  readonly publicUrl: string;
  /** UUID of the key that the user name of HTTP Basic (RFC 7617) stands for, or undefined where it is none of ours. */
  readonly keyOfUserName?: (userName: string) => string | undefined;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const KEY_HEADER = 'Bearer tt_';

export function createGuard(deps: GuardDeps): Guard<Actor> {
  const cookie = cookieName(deps.publicUrl);

  async function authenticate(request: GuardRequest): Promise<Actor | undefined> {
    const { authorization } = request.headers;
    // Other schemes are not ours to judge: a provider's webhook may bring its own.
    if (typeof authorization === 'string' && authorization.startsWith(KEY_HEADER)) {
      return keyActor(deps.authCache, authorization.slice('Bearer '.length));
    }
    const pair = typeof authorization === 'string' ? basicPair(authorization) : undefined;
    const keyId = pair === undefined ? undefined : deps.keyOfUserName?.(pair.userName);
    if (pair !== undefined && keyId !== undefined) return namedKeyActor(deps.authCache, keyId, pair.password);
    const token = readCookie(request.headers['cookie'], cookie);
    if (token === undefined || !isToken(token)) return undefined;
    const found = deps.authCache.sessions.verify(token);
    const session = found instanceof Promise ? await found : found;
    if (session === undefined) return undefined;
    if (!SAFE_METHODS.has(request.method)) requireSameOrigin(request.headers, deps.publicUrl);
    return sessionActor(session, request);
  }

  return { authenticate, authorize, callerOf };
}

async function keyActor(authCache: AuthCache, key: string): Promise<KeyActor> {
  const found = authCache.keys.verify(key);
  const actor = found instanceof Promise ? await found : found;
  if (actor === undefined)
    throw new Problem(isWellFormedKey(key) ? accountsErrors.key_refused : accountsErrors.key_malformed);
  return actor;
}

function basicPair(
  authorization: string,
): { readonly userName: string; readonly password: string } | undefined {
  if (!/^basic /i.test(authorization)) return undefined;
  const text = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { userName: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** A key that is named besides: the name and the text must belong together. */
async function namedKeyActor(authCache: AuthCache, keyId: string, password: string): Promise<KeyActor> {
  const actor = await authCache.keys.verify(password, true);
  if (actor?.keyId !== keyId) throw new Problem(accountsErrors.key_refused);
  return actor;
}

/** The workspace is the one named; where none is named, the only one there is. */
function sessionActor(session: LiveSession, request: GuardRequest): Actor {
  const { userId, sessionId, memberships } = session;
  const named = workspaceNamed(request);
  const membership =
    named === undefined
      ? memberships.length === 1
        ? memberships[0]
        : undefined
      : memberships.find(({ workspaceId }) => workspaceId === uuidOfPublicId('wsp', named));
  if (membership === undefined) return { kind: 'user', userId, sessionId };
  return { kind: 'member', userId, sessionId, ...membership };
}

function workspaceNamed(request: GuardRequest): string | undefined {
  const header = request.headers['titian-workspace'];
  if (typeof header === 'string') return header;
  // Event streams and downloads are opened by the browser itself, which sends no headers of ours.
  const query = request.method === 'GET' ? request.query['workspace'] : undefined;
  return typeof query === 'string' ? query : undefined;
}

function authorize(actor: Actor, permission: string): boolean {
  const action = actionOf(permission);
  if (action === undefined) return false;
  // Says what is missing, which "forbidden" would not.
  if (actor.kind === 'user' && !can(actor, action)) throw new Problem(accountsErrors.no_workspace);
  return can(actor, action);
}

function actionOf(permission: string): Action | undefined {
  if (permission === 'self' || permission === 'public') return permission;
  return isPermission(permission) ? permission : undefined;
}

function callerOf(actor: Actor): string {
  switch (actor.kind) {
    case 'key':
      return `key:${actor.keyId}`;
    case 'member':
    case 'user':
      return `user:${actor.userId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
