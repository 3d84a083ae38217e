import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../actor.ts';
import { scopesLacking } from '../can.ts';
import type { CreateApiKey, CreatedApiKey } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { actorRef } from '../events.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { generateKey, hashOfKey, previewOfKey } from './key-format.ts';
import { keyShape } from './key-shape.ts';
import { insertKey } from './queries.ts';

/** A key in another form than `tt_live_…`, for programs that cannot hold one. */
export interface OwnForm {
  /** At least 128 bits of chance. */
  readonly key: string;
  /** UUID */
  readonly id: string;
  /** Enough to recognise it, not to use it. */
  readonly preview: string;
  /** What must be stored together with it. */
  readonly within: (tx: Transaction) => Promise<void>;
}

/**
 * Makes an API key in the actor's workspace; the answer is the only place its text ever appears.
 * Throws `accounts.scope_lacking` when it could do more than its maker, `accounts.expiry_past`.
 */
export async function createApiKey(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus' | 'now'>,
  actor: Actor,
  input: z.output<typeof CreateApiKey>,
  form?: OwnForm,
): Promise<CreatedApiKey> {
  const workspaceId = requireWorkspace(actor);
  const scopes = [...new Set(input.scopes)];
  const lacking = scopesLacking(actor, scopes);
  if (lacking.length > 0) {
    throw new Problem(accountsErrors.scope_lacking, {
      field: 'scopes',
      detail: `You do not have ${lacking.map((scope) => `\`${scope}\``).join(', ')} yourself.`,
    });
  }
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt.getTime() <= deps.now()) {
    throw new Problem(accountsErrors.expiry_past, { field: 'expiresAt' });
  }
  const key = form?.key ?? generateKey(input.mode);
  const id = form?.id ?? randomUUID();
  const by = actorRef(actor);
  return deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(insertKey, [
      workspaceId,
      id,
      Buffer.from(hashOfKey(key), 'base64'),
      input.name,
      input.mode,
      form?.preview ?? previewOfKey(key),
      scopes,
      by.id,
      expiresAt,
    ]);
    if (row === undefined) throw new Error('insert into accounts.api_key returned no row');
    await deps.bus.publish(tx, [
      {
        type: 'api_key.created',
        workspaceId,
        actor: by,
        resource: publicIdOfUuid('key', id),
        data: { name: input.name, mode: input.mode, scopes, expiresAt: expiresAt?.toISOString() ?? null },
      },
    ]);
    await form?.within(tx);
    return { ...keyShape(row), key };
  });
}
