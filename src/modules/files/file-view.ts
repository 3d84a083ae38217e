import type { PublicIds } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { read, type ReadableFile, type StoredFile as Stored } from '../../platform/storage/files.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import { FilePurpose, type StoredFile } from './contract.ts';
import type { FilesDeps } from './deps.ts';
import { filesErrors } from './errors.ts';
import { requirePurpose } from './purposes.ts';

export const FILE_PREFIX = 'file';

export function fileView(publicIds: PublicIds, file: Stored, purpose: FilePurpose): StoredFile {
  const { name, mime, claimedMime, size, sha256, createdAt, expiresAt } = file;
  return {
    id: publicIds.encode(FILE_PREFIX, file.id),
    purpose,
    name,
    mime,
    claimedMime,
    size,
    sha256,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

interface Found extends ReadableFile {
  readonly purpose: FilePurpose;
}

/** A file that the caller may read or delete; throws the problem otherwise. Files of other modules are not found. */
export async function requireFile(
  deps: FilesDeps,
  actor: Actor,
  publicId: string,
  way: 'read' | 'write',
): Promise<Found> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode(FILE_PREFIX, publicId);
  const found = id === undefined ? undefined : await read(deps.db, workspaceId, id);
  const purpose = FilePurpose.safeParse(found?.file.purpose);
  if (found === undefined || !purpose.success) throw new Problem(filesErrors.not_found);
  requirePurpose(actor, purpose.data, way);
  return { ...found, purpose: purpose.data };
}

export async function showFile(deps: FilesDeps, actor: Actor, publicId: string): Promise<StoredFile> {
  const { file, purpose } = await requireFile(deps, actor, publicId, 'read');
  return fileView(deps.publicIds, file, purpose);
}
