import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Actor } from '../actor.ts';
import type { AccountsDeps } from '../deps.ts';
import { actorRef } from '../events.ts';
import { notFound } from '../not-found.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { getKey, revokeKey } from './queries.ts';

/** Effective at once in this process and within 5 s in every other. Revoking twice is no fault. */
export async function revokeApiKey(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus' | 'authCache'>,
  actor: Actor,
  keyId: string,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const [revoked] = await tx.query(revokeKey, [workspaceId, keyId]);
    if (revoked === undefined) {
      const [known] = await tx.query(getKey, [workspaceId, keyId]);
      if (known === undefined) throw notFound();
      return;
    }
    await deps.bus.publish(tx, [
      {
        type: 'api_key.revoked',
        workspaceId,
        actor: actorRef(actor),
        resource: publicIdOfUuid('key', keyId),
        data: { name: revoked.name },
      },
    ]);
  });
  deps.authCache.clear();
}
