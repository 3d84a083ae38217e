import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
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

/**
 * Makes an API key in the actor's workspace; the answer is the only place its text ever appears.
 * Throws `accounts.scope_lacking` when it could do more than its maker, `accounts.expiry_past`.
 */
export async function createApiKey(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus' | 'now'>,
  actor: Actor,
  input: z.output<typeof CreateApiKey>,
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
  const key = generateKey(input.mode);
  const id = randomUUID();
  const by = actorRef(actor);
  return deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(insertKey, [
      workspaceId,
      id,
      Buffer.from(hashOfKey(key), 'base64'),
      input.name,
      input.mode,
      previewOfKey(key),
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
    return { ...keyShape(row), key };
  });
}
