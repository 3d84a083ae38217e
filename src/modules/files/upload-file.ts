import type { z } from 'zod';
import type { RequestContext } from '../../platform/http-server/route.ts';
import { Problem } from '../../platform/problem.ts';
import { mergeSame, type Put, put, usedBytes } from '../../platform/storage/files.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { StoredFile, UploadFile } from './contract.ts';
import type { FilesDeps } from './deps.ts';
import { filesErrors } from './errors.ts';
import type { FilesEvent } from './events.ts';
import { fileView } from './file-view.ts';
import { PURPOSES, requirePurpose } from './purposes.ts';

type Upload = Pick<RequestContext<Actor>, 'actor' | 'headers' | 'upload'>;

/** Stores what comes in; `known` when the same file was kept already, which is then answered instead. */
export async function uploadFile(
  deps: FilesDeps,
  { actor, headers, upload }: Upload,
  { name, purpose }: z.output<typeof UploadFile>,
): Promise<{ readonly file: StoredFile; readonly known: boolean }> {
  const workspaceId = requireWorkspace(actor);
  requirePurpose(actor, purpose, 'write');
  const { maxBytes, keptMs } = PURPOSES[purpose];
  const room = deps.quotaBytes - (await usedBytes(deps.db, workspaceId));
  const tooLarge = new Problem(room < maxBytes ? filesErrors.quota_exceeded : filesErrors.too_large);
  const most = Math.min(maxBytes, room);
  // Told before 100 MiB are on their way in vain; who does not say how much it is, is counted.
  if (most <= 0 || Number(headers['content-length'] ?? 0) > most) throw tooLarge;
  const stored = await orBrokenOff(
    put(deps.db, deps.ids, {
      workspaceId,
      purpose,
      name,
      maxBytes: most,
      body: upload,
      mime: String(headers['content-type'] ?? ''),
      expiresAt: keptMs === undefined ? null : new Date(deps.now() + keptMs),
    }),
  );
  if (!stored.ok) throw stored.reason === 'empty' ? new Problem(filesErrors.empty) : tooLarge;
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const { file, known } = await mergeSame(tx, workspaceId, stored.file);
    const view = fileView(deps.publicIds, file, purpose);
    const event: FilesEvent = {
      type: 'file.uploaded',
      workspaceId,
      actor: actorRef(actor),
      resource: view.id,
      data: { purpose, size: view.size, mime: view.mime, sha256: view.sha256 },
    };
    if (!known) await deps.bus.publish(tx, [event]);
    return { file: view, known };
  });
}

/** A caller that hangs up is no fault of ours. */
async function orBrokenOff(storing: Promise<Put>): Promise<Put> {
  try {
    return await storing;
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
    throw gone ? new Problem(filesErrors.broken_off) : error;
  }
}
