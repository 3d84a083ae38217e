import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Reply, type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../actor.ts';
import {
  PasskeyAssertion,
  PasskeyOptions,
  Session,
  SignIn,
  SignInLink,
  SignInResult,
  SignInTotp,
} from '../contract.ts';
import { passkeySignInOptions, signInPasskey } from './sign-in-passkey.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { showSession } from './show-session.ts';
import { SIGN_IN_RATE } from '../rates.ts';
import { requirePerson } from '../require-person.ts';
import { clearedCookie, cookieName, readCookie } from '../sessions/cookie.ts';
import { type Headers, refuseForeignOrigin } from '../sessions/origin.ts';
import { signInPassword } from './sign-in-password.ts';
import { signInLink } from './sign-in-link.ts';
import { signInTotp } from './sign-in-totp.ts';
import { signOut } from './sign-out.ts';
import type { StartedSession } from '../sessions/start-session.ts';
import { z } from 'zod';

const route = routeFor<Actor>();

const started = ({ status, cookie }: StartedSession): Reply => ({
  status: 200,
  body: { status },
  headers: { 'set-cookie': cookie },
});

export const sessionRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/session',
    operation: 'getSession',
    summary: 'Who is signed in, and in which workspaces',
    permission: 'self',
    rate: READ_RATE,
    response: { 200: Session },
    handler: async ({ actor }) => ({
      status: 200,
      body: await showSession(deps, requirePerson(actor).userId),
      headers: { 'cache-control': 'no-store' },
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/session',
    operation: 'signOut',
    summary: 'Sign out',
    // Public: signing out must also work for a session that is half begun or over.
    permission: 'public',
    rate: SIGN_IN_RATE,
    response: { 204: null },
    handler: async ({ headers }) => {
      refuseForeignOrigin(headers, deps.publicUrl);
      await signOut(deps, tokenOf(deps, headers));
      return { status: 204, headers: { 'set-cookie': clearedCookie(deps.publicUrl) } };
    },
  }),
  ...signInRoutes(deps),
];

const tokenOf = (deps: AccountsDeps, headers: Headers): string | undefined =>
  readCookie(headers['cookie'], cookieName(deps.publicUrl));

/** A sign-in over an existing session ends that one: its token is not to live on unseen. */
async function replacing(
  deps: AccountsDeps,
  headers: Headers,
  begin: () => Promise<StartedSession>,
): Promise<Reply> {
  refuseForeignOrigin(headers, deps.publicUrl);
  const session = await begin();
  await signOut(deps, tokenOf(deps, headers));
  return started(session);
}

const signInRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'POST',
    path: '/v1/session',
    operation: 'signIn',
    summary: 'Sign in with e-mail and password',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: SignIn,
    response: { 200: SignInResult },
    errors: [accountsErrors.sign_in_refused, accountsErrors.sign_in_throttled],
    handler: ({ ip, headers }, { body }) => replacing(deps, headers, () => signInPassword(deps, body, ip)),
  }),
  route({
    method: 'POST',
    path: '/v1/session/totp',
    operation: 'signInTotp',
    summary: 'Second step of signing in: a code of the authenticator app, or a recovery code',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: SignInTotp,
    response: { 200: SignInResult },
    errors: [accountsErrors.code_refused, accountsErrors.code_not_due, accountsErrors.sign_in_throttled],
    handler: ({ headers }, { body }) =>
      replacing(deps, headers, () => signInTotp(deps, tokenOf(deps, headers), body.code)),
  }),
  route({
    method: 'POST',
    path: '/v1/session/link',
    operation: 'signInLink',
    summary: 'Sign in with a one-time link',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: SignInLink,
    response: { 200: SignInResult },
    errors: [accountsErrors.link_refused],
    handler: ({ headers }, { body }) => replacing(deps, headers, () => signInLink(deps, body.token)),
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkey/options',
    operation: 'passkeySignInOptions',
    summary: 'What `navigator.credentials.get` needs to sign in with a passkey',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: z.strictObject({}),
    response: { 200: PasskeyOptions },
    errors: [accountsErrors.passkey_needs_domain],
    handler: async ({ headers }) => ({ status: 200, body: await passkeySignInOptions(deps, headers) }),
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkey',
    operation: 'signInPasskey',
    summary: 'Sign in with a passkey; it stands for password and code together',
    permission: 'public',
    rate: SIGN_IN_RATE,
    body: PasskeyAssertion,
    response: { 200: SignInResult },
    errors: [accountsErrors.passkey_refused],
    handler: ({ headers }, { body }) => replacing(deps, headers, () => signInPasskey(deps, headers, body)),
  }),
];
