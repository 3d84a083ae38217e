import { defineQuery } from '../../../platform/db.ts';

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly types: string[];
  readonly enabled: boolean;
  readonly disabled_reason: 'gone' | 'failing' | null;
  readonly sealed_secret: Buffer;
  readonly old_secret_until: Date | null;
  readonly failing_since: Date | null;
  readonly last_success_at: Date | null;
  readonly last_failure_at: Date | null;
  readonly last_error: string | null;
  readonly created_at: Date;
}

const ENDPOINT = `id, url, description, types, enabled, disabled_reason, sealed_secret, old_secret_until, failing_since,
   last_success_at, last_failure_at, last_error, created_at`;

export const listEndpoints = defineQuery<[workspaceId: string], EndpointRow>(
  'webhooks.list_endpoints',
  `select ${ENDPOINT} from webhooks.endpoint
   where workspace_id = $1 and deleted_at is null and format = 'standard' order by created_at, id`,
);

export const findEndpoint = defineQuery<[workspaceId: string, id: string], EndpointRow>(
  'webhooks.find_endpoint',
  `select ${ENDPOINT} from webhooks.endpoint
   where workspace_id = $1 and id = $2 and deleted_at is null and format = 'standard'`,
);

export const insertEndpoint = defineQuery<
  [
    workspaceId: string,
    id: string,
    url: string,
    description: string,
    types: readonly string[],
    enabled: boolean,
    sealedSecret: Buffer,
  ]
>(
  'webhooks.insert_endpoint',
  `insert into webhooks.endpoint (workspace_id, id, url, description, types, enabled, sealed_secret)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

export const insertKeptEndpoint = defineQuery<
  [
    workspaceId: string,
    id: string,
    url: string,
    types: readonly string[],
    format: string,
    sealedSecret: Buffer,
  ]
>(
  'webhooks.insert_kept_endpoint',
  `insert into webhooks.endpoint (workspace_id, id, url, types, format, sealed_secret) values ($1, $2, $3, $4, $5, $6)`,
);

/** Switching it on again forgets why it was off and how long it failed. */
export const updateEndpoint = defineQuery<
  [
    workspaceId: string,
    id: string,
    url: string,
    description: string,
    types: readonly string[],
    enabled: boolean,
  ]
>(
  'webhooks.update_endpoint',
  `update webhooks.endpoint set url = $3, description = $4, types = $5, enabled = $6,
     disabled_reason = case when $6 then null else disabled_reason end,
     failing_since = case when $6 and (not enabled or url <> $3) then null else failing_since end, change = change + 1
   where workspace_id = $1 and id = $2`,
);

export const deleteEndpoint = defineQuery<[workspaceId: string, id: string]>(
  'webhooks.delete_endpoint',
  `update webhooks.endpoint set deleted_at = now(), enabled = false, sealed_secret = ''::bytea, sealed_old_secret = null,
     change = change + 1
   where workspace_id = $1 and id = $2`,
);

export const rotateSecret = defineQuery<
  [workspaceId: string, id: string, sealedSecret: Buffer, oldUntil: Date]
>(
  'webhooks.rotate_secret',
  `update webhooks.endpoint set sealed_old_secret = sealed_secret, old_secret_until = $4, sealed_secret = $3,
     change = change + 1
   where workspace_id = $1 and id = $2`,
);

/** Every change of an endpoint changes one of the two, whatever the order of commits. Reads all endpoints: some hundreds. */
export const endpointsVersion = defineQuery<[], { readonly version: string }>(
  'webhooks.endpoints_version',
  `select count(*) || '/' || coalesce(sum(change), 0) as version from webhooks.endpoint`,
);

export interface TargetRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly url: string;
  readonly types: string[];
  readonly format: string;
  readonly sealed_secret: Buffer;
  readonly sealed_old_secret: Buffer | null;
  readonly old_secret_until: Date | null;
  readonly failing_since: Date | null;
}

export const listTargets = defineQuery<[], TargetRow>(
  'webhooks.list_targets',
  `select workspace_id, id, url, types, format, sealed_secret, sealed_old_secret, old_secret_until, failing_since
   from webhooks.endpoint where enabled and deleted_at is null`,
);

export const noteSuccess = defineQuery<[workspaceId: string, id: string, at: Date]>(
  'webhooks.note_success',
  'update webhooks.endpoint set failing_since = null, last_success_at = $3 where workspace_id = $1 and id = $2',
);

/** Switches it off when it was told to go, or when it failed since before `$5`. */
export const noteFailure = defineQuery<
  [workspaceId: string, id: string, at: Date, error: string, hopelessSince: Date, gone: boolean],
  { readonly disabled: boolean; readonly reason: 'gone' | 'failing' | null }
>(
  'webhooks.note_failure',
  `update webhooks.endpoint e set failing_since = coalesce(e.failing_since, $3), last_failure_at = $3, last_error = $4,
     enabled = e.enabled and not v.off,
     disabled_reason = case when e.enabled and v.off then v.reason else e.disabled_reason end,
     change = e.change + case when e.enabled and v.off then 1 else 0 end
   from (select id, enabled as was, $6::boolean or coalesce(failing_since <= $5, false) as off,
           case when $6::boolean then 'gone' else 'failing' end as reason
         from webhooks.endpoint where workspace_id = $1 and id = $2 for update) v
   where e.workspace_id = $1 and e.id = v.id
   returning v.was and v.off as disabled, e.disabled_reason as reason`,
);

export const listAllEndpointIds = defineQuery<
  [],
  { readonly workspace_id: string; readonly id: string; readonly deleted: boolean }
>(
  'webhooks.list_all_endpoint_ids',
  'select workspace_id, id, deleted_at is not null as deleted from webhooks.endpoint',
);
