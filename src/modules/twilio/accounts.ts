/** Account SID and Auth Token: an API key in the form that Twilio's libraries can hold. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import {
  type Actor,
  can,
  createApiKey,
  type Permission,
  requireWorkspace,
  revokeApiKey,
} from '../accounts/index.ts';
import { dropEndpoint, keepEndpoint } from '../webhooks/index.ts';
import type { CreatedTwilioAccount, CreateTwilioAccount, TwilioAccount } from './contract.ts';
import type { TwilioDeps } from './deps.ts';
import { sidOfUuid, uuidOfSid } from './dialect/sids.ts';
import { twilioErrors } from './errors.ts';
import { type AccountRow, findAccount, insertAccount, listAccounts, revokeAccount } from './queries.ts';

/** Name of the format of callbacks; see callbacks/callback-format.ts. */
export const TWILIO_FORMAT = 'twilio';
/** 32 hexadecimal digits, as Twilio's own. */
const TOKEN_BYTES = 16;

/** Everything that the surface can do; an account may do as much of it as its maker. */
const TWILIO_SCOPES: readonly Permission[] = [
  'messages:send',
  'messages:read',
  'messages:cancel',
  'messages:erase',
  'senders:read',
  'webhooks:read',
  'webhooks:manage',
  'verify:send',
  'verify:check',
  'verify:read',
  'verify:manage',
];

const accountView = (row: AccountRow): TwilioAccount => ({
  accountSid: sidOfUuid('AC', row.id),
  name: row.name,
  mode: row.mode,
  createdAt: row.created_at.toISOString(),
});

export async function listTwilioAccounts(deps: TwilioDeps, actor: Actor): Promise<TwilioAccount[]> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listAccounts, [workspaceId]);
  return rows.map(accountView);
}

/** The answer is the only place where the Auth Token ever appears. */
export async function createTwilioAccount(
  deps: TwilioDeps,
  actor: Actor,
  { name, mode }: z.output<typeof CreateTwilioAccount>,
): Promise<CreatedTwilioAccount> {
  const workspaceId = requireWorkspace(actor);
  const id = randomUUID();
  const authToken = randomBytes(TOKEN_BYTES).toString('hex');
  const accountSid = sidOfUuid('AC', id);
  const key = await createApiKey(
    deps.accounts,
    actor,
    { name, mode, scopes: TWILIO_SCOPES.filter((scope) => can(actor, scope)) },
    {
      id,
      key: authToken,
      preview: `${accountSid.slice(0, 12)}…`,
      async within(tx) {
        await tx.query(insertAccount, [workspaceId, id, name, mode]);
        await keepEndpoint(deps, tx, { workspaceId, id, format: TWILIO_FORMAT, secret: authToken });
      },
    },
  );
  await deps.targets.refresh();
  return { accountSid, name, mode, createdAt: key.createdAt, authToken };
}

/** Ends with its API key: effective at once here, and within 5 s on every node. Callbacks that wait are not sent any more. */
export async function revokeTwilioAccount(deps: TwilioDeps, actor: Actor, sid: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = uuidOfSid('AC', sid);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findAccount, [workspaceId, id]);
  if (row === undefined) throw new Problem(twilioErrors.account_not_found, { field: 'sid' });
  await revokeApiKey(deps.accounts, actor, row.id);
  await deps.db.inWorkspace(workspaceId, (tx) => endAccount(tx, workspaceId, row.id));
  await deps.targets.refresh();
}

/** For whoever hears that the API key was revoked. Repeating it changes nothing. */
export async function endAccount(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  const [ended] = await tx.query(revokeAccount, [workspaceId, id]);
  if (ended !== undefined) await dropEndpoint(tx, workspaceId, id);
}
