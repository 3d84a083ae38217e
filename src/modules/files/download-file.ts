import { Readable } from 'node:stream';
import { attachmentHeaders } from '../../platform/http-server/attachment.ts';
import type { Reply } from '../../platform/http-server/route.ts';
import { Problem } from '../../platform/problem.ts';
import { read, type ReadableFile } from '../../platform/storage/files.ts';
import type { Actor } from '../accounts/index.ts';
import type { FilesDeps } from './deps.ts';
import { filesErrors } from './errors.ts';
import { requireFile } from './file-view.ts';

/** The file as an attachment, never as a page; from an offset on where the caller asks for `bytes=N-` (RFC 9110, section 14.2). */
export async function downloadFile(
  deps: FilesDeps,
  actor: Actor,
  publicId: string,
  range: unknown,
): Promise<Reply> {
  return fileReply(await requireFile(deps, actor, publicId, 'read'), range);
}

/** For a provider that was given the address: only files that go out with messages. */
export async function downloadLinked(deps: FilesDeps, token: string, range: unknown): Promise<Reply> {
  const link = deps.links.read(token);
  const found = link === undefined ? undefined : await read(deps.db, link.workspaceId, link.id);
  if (found?.file.purpose !== 'media') throw new Problem(filesErrors.not_found);
  return fileReply(found, range);
}

function fileReply({ file, body }: ReadableFile, range: unknown): Reply {
  const [, digits] = /^bytes=(\d{1,15})-$/.exec(typeof range === 'string' ? range : '') ?? [];
  const from = digits === undefined ? 0 : Number(digits);
  if (from >= file.size) throw new Problem(filesErrors.range_unsatisfiable, { field: 'range' });
  return {
    status: digits === undefined ? 200 : 206,
    stream: Readable.from(body(from)),
    headers: {
      ...attachmentHeaders(file),
      'accept-ranges': 'bytes',
      'content-length': String(file.size - from),
      ...(digits === undefined ? {} : { 'content-range': `bytes ${from}-${file.size - 1}/${file.size}` }),
    },
  };
}
