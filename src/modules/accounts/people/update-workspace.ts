import type { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Actor } from '../actor.ts';
import type { UpdateWorkspace, Workspace } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { actorRef } from '../events.ts';
import { notFound } from '../not-found.ts';
import { requireWorkspace } from '../require-workspace.ts';
import { updateWorkspace as statement } from './queries.ts';
import { workspaceShape } from './shapes.ts';

export async function updateWorkspace(
  deps: Pick<AccountsDeps, 'apiDb' | 'bus'>,
  actor: Actor,
  changes: z.output<typeof UpdateWorkspace>,
): Promise<Workspace> {
  const workspaceId = requireWorkspace(actor);
  return deps.apiDb.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(statement, [
      workspaceId,
      changes.name ?? null,
      changes.timeZone ?? null,
      changes.locale ?? null,
    ]);
    if (row === undefined) throw notFound();
    await deps.bus.publish(tx, [
      {
        type: 'workspace.updated',
        workspaceId,
        actor: actorRef(actor),
        resource: publicIdOfUuid('wsp', workspaceId),
        data: { ...changes },
      },
    ]);
    return workspaceShape(row);
  });
}
