import { defineQuery } from '../db.ts';

export interface FileRow {
  readonly id: string;
  readonly purpose: string;
  readonly name: string;
  readonly mime: string;
  readonly claimed_mime: string;
  readonly size: string;
  readonly sha256: Buffer;
  readonly created_at: Date;
  readonly expires_at: Date | null;
}

const FILE = 'id, purpose, name, mime, claimed_mime, size, sha256, created_at, expires_at';

export const insertFile = defineQuery<
  [
    workspaceId: string,
    id: string,
    purpose: string,
    name: string,
    mime: string,
    claimedMime: string,
    expiresAt: Date | null,
  ]
>(
  'platform.insert_file',
  `insert into platform.file (workspace_id, id, purpose, name, mime, claimed_mime, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export const insertChunk = defineQuery<[workspaceId: string, fileId: string, n: number, bytes: Buffer]>(
  'platform.insert_chunk',
  'insert into platform.file_chunk (workspace_id, file_id, n, bytes) values ($1, $2, $3, $4)',
);

export const finishFile = defineQuery<
  [workspaceId: string, id: string, size: string, sha256: Buffer],
  FileRow
>(
  'platform.finish_file',
  `with used as (
     insert into platform.file_usage (workspace_id, bytes) values ($1, $3)
     on conflict (workspace_id) do update set bytes = file_usage.bytes + excluded.bytes
   )
   update platform.file set state = 'ready', size = $3, sha256 = $4
   where workspace_id = $1 and id = $2 and state = 'uploading' returning ${FILE}`,
);

export const findFile = defineQuery<[workspaceId: string, id: string], FileRow>(
  'platform.find_file',
  `select ${FILE} from platform.file where workspace_id = $1 and id = $2 and state = 'ready'`,
);

export const findChunk = defineQuery<
  [workspaceId: string, fileId: string, n: number],
  { readonly bytes: Buffer }
>(
  'platform.find_chunk',
  'select bytes from platform.file_chunk where workspace_id = $1 and file_id = $2 and n = $3',
);

/** The oldest finished file with the same bytes, name and purpose, other than this one. */
export const findSameFile = defineQuery<
  [workspaceId: string, id: string, sha256: Buffer, purpose: string, name: string],
  FileRow
>(
  'platform.find_same_file',
  `select ${FILE} from platform.file
   where workspace_id = $1 and id <> $2 and state = 'ready' and sha256 = $3 and purpose = $4 and name = $5
   order by id limit 1`,
);

export const extendFile = defineQuery<[workspaceId: string, id: string, expiresAt: Date | null], FileRow>(
  'platform.extend_file',
  `update platform.file set expires_at = $3
   where workspace_id = $1 and id = $2 and state = 'ready' returning ${FILE}`,
);

export const deleteFile = defineQuery<[workspaceId: string, id: string], { readonly size: string }>(
  'platform.delete_file',
  `with gone as (
     delete from platform.file where workspace_id = $1 and id = $2 returning size
   ), freed as (
     update platform.file_usage set bytes = greatest(0, bytes - (select size from gone))
     where workspace_id = $1 and exists (select from gone)
   )
   select size from gone`,
);

/** A few files past their time, or of uploads that were given up; across workspaces, for the worker. */
export const purgeFiles = defineQuery<
  [now: Date, unfinishedBefore: Date, most: number],
  { readonly purged: number }
>(
  'platform.purge_files',
  `with due as (
     (select workspace_id, id from platform.file where expires_at <= $1 order by expires_at limit $3)
     union
     (select workspace_id, id from platform.file where state = 'uploading' and created_at <= $2 order by created_at limit $3)
   ), gone as (
     delete from platform.file f using due where f.workspace_id = due.workspace_id and f.id = due.id
     returning f.workspace_id, f.size
   ), sums as (
     select workspace_id, sum(size)::bigint as bytes from gone group by workspace_id order by workspace_id
   ), freed as (
     update platform.file_usage u set bytes = greatest(0, u.bytes - sums.bytes)
     from sums where u.workspace_id = sums.workspace_id
   )
   select count(*)::int as purged from gone`,
);

export const findUsage = defineQuery<[workspaceId: string], { readonly bytes: string }>(
  'platform.find_file_usage',
  'select bytes from platform.file_usage where workspace_id = $1',
);
