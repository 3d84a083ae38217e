import { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../actor.ts';
import {
  ConfirmTotp,
  CreatePasskey,
  list,
  Passkey,
  PasskeyOptions,
  Reauthenticate,
  RecoveryCodes,
  SetPassword,
  TotpSetup,
} from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { pathId } from '../not-found.ts';
import { ADMIN_RATE } from '../rates.ts';
import { requirePerson } from '../require-person.ts';
import { listPasskeys, type PasskeyRow } from './queries.ts';
import { passkeyRegistrationOptions, registerPasskey, removePasskey } from './register-passkey.ts';
import { setPassword } from './set-password.ts';
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes } from './set-up-totp.ts';

const route = routeFor<Actor>();

const NO_STORE = { 'cache-control': 'no-store' } as const;

/** What people change about how they themselves sign in. */
export const credentialRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'POST',
    path: '/v1/session/password',
    operation: 'setPassword',
    summary: 'Set or change the password; all other sessions end',
    permission: 'self',
    rate: ADMIN_RATE,
    body: SetPassword,
    response: { 204: null },
    errors: [accountsErrors.password_wrong, accountsErrors.password_common, accountsErrors.sign_in_again],
    handler: async ({ actor }, { body }) => {
      const cookie = await setPassword(deps, requirePerson(actor), body);
      return { status: 204, headers: { 'set-cookie': cookie } };
    },
  }),
  ...totpRoutes(deps),
  ...passkeyRoutes(deps),
];

const totpRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'POST',
    path: '/v1/session/totp-setup',
    operation: 'beginTotp',
    summary: 'Begin two-step sign-in: a secret for the authenticator app',
    permission: 'self',
    rate: ADMIN_RATE,
    body: Reauthenticate,
    response: { 200: TotpSetup },
    errors: [accountsErrors.totp_already_on, accountsErrors.sign_in_again, accountsErrors.password_wrong],
    handler: async ({ actor }, { body }) => ({
      status: 200,
      body: await beginTotp(deps, requirePerson(actor), body.currentPassword),
      headers: NO_STORE,
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/session/totp-setup/confirm',
    operation: 'confirmTotp',
    summary: 'Turn two-step sign-in on with a first code; shows the recovery codes this once',
    permission: 'self',
    rate: ADMIN_RATE,
    body: ConfirmTotp,
    response: { 200: RecoveryCodes },
    errors: [accountsErrors.totp_not_on, accountsErrors.totp_already_on, accountsErrors.code_refused],
    handler: async ({ actor }, { body }) => {
      const { codes, cookie } = await confirmTotp(deps, requirePerson(actor), body.code);
      return { status: 200, body: { codes }, headers: { ...NO_STORE, 'set-cookie': cookie } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/session/totp-setup',
    operation: 'disableTotp',
    summary: 'Turn two-step sign-in off; all other sessions end',
    permission: 'self',
    rate: ADMIN_RATE,
    body: Reauthenticate,
    response: { 204: null },
    errors: [accountsErrors.totp_not_on, accountsErrors.sign_in_again, accountsErrors.password_wrong],
    handler: async ({ actor }, { body }) => {
      const cookie = await disableTotp(deps, requirePerson(actor), body.currentPassword);
      return { status: 204, headers: { 'set-cookie': cookie } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/recovery-codes',
    operation: 'renewRecoveryCodes',
    summary: 'Ten new recovery codes, shown this once; the old ones end',
    permission: 'self',
    rate: ADMIN_RATE,
    body: Reauthenticate,
    response: { 200: RecoveryCodes },
    errors: [accountsErrors.totp_not_on, accountsErrors.sign_in_again, accountsErrors.password_wrong],
    handler: async ({ actor }, { body }) => ({
      status: 200,
      body: { codes: await renewRecoveryCodes(deps, requirePerson(actor), body.currentPassword) },
      headers: NO_STORE,
    }),
  }),
];

const passkeyShape = (row: PasskeyRow): z.infer<typeof Passkey> => ({
  id: publicIdOfUuid('psk', row.id),
  name: row.name,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

const passkeyRoutes = (deps: AccountsDeps): Route[] => [
  route({
    method: 'GET',
    path: '/v1/session/passkeys',
    operation: 'listPasskeys',
    summary: 'My passkeys',
    permission: 'self',
    rate: READ_RATE,
    response: { 200: list(Passkey) },
    handler: async ({ actor }) => {
      const rows = await deps.workerDb.query(listPasskeys, [requirePerson(actor).userId]);
      return { status: 200, body: { items: rows.map(passkeyShape) } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkeys/options',
    operation: 'passkeyRegistrationOptions',
    summary: 'What `navigator.credentials.create` needs to make a passkey',
    permission: 'self',
    rate: ADMIN_RATE,
    body: Reauthenticate,
    response: { 200: PasskeyOptions },
    errors: [accountsErrors.passkey_needs_domain, accountsErrors.sign_in_again],
    handler: async ({ actor, headers }, { body }) => ({
      status: 200,
      body: await passkeyRegistrationOptions(deps, requirePerson(actor), headers, body.currentPassword),
      headers: NO_STORE,
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/session/passkeys',
    operation: 'registerPasskey',
    summary: 'Keep a passkey that the browser made',
    permission: 'self',
    rate: ADMIN_RATE,
    body: CreatePasskey,
    response: { 201: Passkey },
    errors: [accountsErrors.passkey_refused, accountsErrors.passkey_needs_domain],
    handler: async ({ actor, headers }, { body }) => ({
      status: 201,
      body: passkeyShape(await registerPasskey(deps, requirePerson(actor), headers, body)),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/session/passkeys/{id}',
    operation: 'removePasskey',
    summary: 'Remove a passkey; all other sessions end',
    permission: 'self',
    rate: ADMIN_RATE,
    params: z.strictObject({ id: z.string().max(64) }),
    body: Reauthenticate,
    response: { 204: null },
    errors: [accountsErrors.sign_in_again, accountsErrors.password_wrong],
    handler: async ({ actor }, { params, body }) => {
      const id = pathId('psk', params.id);
      const cookie = await removePasskey(deps, requirePerson(actor), id, body.currentPassword);
      return { status: 204, headers: { 'set-cookie': cookie } };
    },
  }),
];
