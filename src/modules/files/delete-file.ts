import { Problem } from '../../platform/problem.ts';
import { removeIn } from '../../platform/storage/files.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { FilesDeps } from './deps.ts';
import { filesErrors } from './errors.ts';
import type { FilesEvent } from './events.ts';
import { requireFile } from './file-view.ts';

export async function deleteFile(deps: FilesDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const { file, purpose } = await requireFile(deps, actor, publicId, 'write');
  const event: FilesEvent = {
    type: 'file.deleted',
    workspaceId,
    actor: actorRef(actor),
    resource: publicId,
    data: { purpose, size: file.size, sha256: file.sha256 },
  };
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    if (!(await removeIn(tx, workspaceId, file.id))) throw new Problem(filesErrors.not_found);
    await deps.bus.publish(tx, [event]);
  });
}
