import { defineQuery } from '../../../platform/db.ts';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly preview: string;
  readonly scopes: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

export interface FoundKeyRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly mode: 'live' | 'test';
  readonly scopes: readonly string[];
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

/** Worker: whose key it is comes out of this query, so no workspace can be set before it. */
export const findKeyByHash = defineQuery<[hash: Buffer], FoundKeyRow>(
  'accounts.find_key_by_hash',
  `select k.workspace_id, k.id, k.mode, k.scopes, k.expires_at, k.last_used_at
   from accounts.api_key k
   join accounts.workspace w on w.id = k.workspace_id
   where k.hash = $1 and k.revoked_at is null and w.suspended_at is null
     and (k.expires_at is null or k.expires_at > now())`,
);

/** Worker: written off the request path; the condition keeps several nodes to one write a minute. */
export const touchKey = defineQuery<[workspaceId: string, id: string], never>(
  'accounts.touch_key',
  `update accounts.api_key set last_used_at = now()
   where workspace_id = $1 and id = $2
     and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
);

const COLUMNS = 'id, name, mode, preview, scopes, created_at, expires_at, last_used_at, revoked_at';

export const insertKey = defineQuery<
  [
    workspaceId: string,
    id: string,
    hash: Buffer,
    name: string,
    mode: string,
    preview: string,
    scopes: readonly string[],
    createdBy: string,
    expiresAt: Date | null,
  ],
  ApiKeyRow
>(
  'accounts.insert_key',
  `insert into accounts.api_key
     (workspace_id, id, hash, name, mode, preview, scopes, created_by, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   returning ${COLUMNS}`,
);

export const listKeys = defineQuery<[workspaceId: string], ApiKeyRow>(
  'accounts.list_keys',
  `select ${COLUMNS} from accounts.api_key where workspace_id = $1 order by created_at desc, id limit 1000`,
);

export const getKey = defineQuery<[workspaceId: string, id: string], ApiKeyRow>(
  'accounts.get_key',
  `select ${COLUMNS} from accounts.api_key where workspace_id = $1 and id = $2`,
);

/** No row when there is no such key or it was revoked before. */
export const revokeKey = defineQuery<[workspaceId: string, id: string], ApiKeyRow>(
  'accounts.revoke_key',
  `update accounts.api_key set revoked_at = now()
   where workspace_id = $1 and id = $2 and revoked_at is null
   returning ${COLUMNS}`,
);
