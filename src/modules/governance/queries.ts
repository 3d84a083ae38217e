import { defineQuery } from '../../platform/db.ts';

/** `marketing`: notices still reach the person. */
export type OptOutScope = 'all' | 'marketing';

export interface OptOutRow {
  readonly address: string;
  readonly source: 'keyword' | 'member' | 'api' | 'provider';
  readonly scope: OptOutScope;
  readonly keyword: string | null;
  readonly at: Date;
}

export const findOptOuts = defineQuery<
  [workspaceId: string, addresses: readonly string[]],
  { readonly address: string; readonly scope: OptOutScope }
>(
  'governance.find_opt_outs',
  'select address, scope from governance.opt_out where workspace_id = $1 and address = any($2::text[])',
);

/** Fails with TT403 where there is one. */
export const refuseOptedOut = defineQuery<[workspaceId: string, addresses: Buffer]>(
  'governance.refuse_opted_out',
  'select governance.refuse_opted_out($1, $2::text[])',
);

export const findOptOut = defineQuery<[workspaceId: string, address: string], OptOutRow>(
  'governance.find_opt_out',
  'select address, source, keyword, scope, at from governance.opt_out where workspace_id = $1 and address = $2',
);

/** Nothing comes back when the person wanted as little before. */
export const insertOptOut = defineQuery<
  [workspaceId: string, address: string, source: string, keyword: string | null],
  { readonly address: string }
>(
  'governance.insert_opt_out',
  `insert into governance.opt_out as o (workspace_id, address, source, keyword) values ($1, $2, $3, $4)
   on conflict (workspace_id, address) do update
     set source = excluded.source, keyword = excluded.keyword, scope = 'all', at = now()
     where o.scope = 'marketing' returning address`,
);

export const insertMarketingOptOut = defineQuery<
  [workspaceId: string, address: string],
  { readonly address: string }
>(
  'governance.insert_marketing_opt_out',
  `insert into governance.opt_out (workspace_id, address, source, scope) values ($1, $2, 'provider', 'marketing')
   on conflict do nothing returning address`,
);

export const deleteMarketingOptOut = defineQuery<
  [workspaceId: string, address: string],
  { readonly address: string }
>(
  'governance.delete_marketing_opt_out',
  `delete from governance.opt_out where workspace_id = $1 and address = $2 and scope = 'marketing' returning address`,
);

export const deleteOptOut = defineQuery<[workspaceId: string, address: string], { readonly address: string }>(
  'governance.delete_opt_out',
  'delete from governance.opt_out where workspace_id = $1 and address = $2 returning address',
);

export const listOptOuts = defineQuery<[workspaceId: string, after: string, limit: number], OptOutRow>(
  'governance.list_opt_outs',
  `select address, source, keyword, scope, at from governance.opt_out
   where workspace_id = $1 and address > $2 order by address limit $3`,
);

export interface AuditRow {
  readonly sequence: string;
  readonly event_id: string;
  readonly at: Date;
  readonly actor_kind: 'member' | 'key' | 'system' | 'contact';
  readonly actor_id: string;
  readonly action: string;
  readonly resource: string;
  readonly data: Record<string, unknown>;
  readonly hash: Buffer;
}

const AUDIT = 'sequence, event_id, at, actor_kind, actor_id, action, resource, data, hash';

/** One writer per workspace at a time: sequence and hash follow the entry before. */
export const lockAuditChain = defineQuery<[workspaceId: string]>(
  'governance.lock_audit_chain',
  `select pg_advisory_xact_lock(hashtextextended('governance.audit:' || $1::text, 0))`,
);

export const lastAuditEntry = defineQuery<[workspaceId: string], AuditRow>(
  'governance.last_audit_entry',
  `select ${AUDIT} from governance.audit_entry where workspace_id = $1 order by sequence desc limit 1`,
);

export const insertAuditEntry = defineQuery<
  [
    workspaceId: string,
    sequence: string,
    eventId: string,
    at: Date,
    actorKind: string,
    actorId: string,
    action: string,
    resource: string,
    data: string,
    hash: Buffer,
  ]
>(
  'governance.insert_audit_entry',
  `insert into governance.audit_entry (workspace_id, sequence, event_id, at, actor_kind, actor_id, action, resource, data, hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)`,
);

export const findAuditEvent = defineQuery<
  [workspaceId: string, eventId: string],
  { readonly sequence: string }
>(
  'governance.find_audit_event',
  'select sequence from governance.audit_entry where workspace_id = $1 and event_id = $2',
);

export const listAuditEntries = defineQuery<[workspaceId: string, before: string, limit: number], AuditRow>(
  'governance.list_audit_entries',
  `select ${AUDIT} from governance.audit_entry
   where workspace_id = $1 and sequence < $2::bigint order by sequence desc limit $3`,
);

export const listAuditChain = defineQuery<[workspaceId: string, after: string, limit: number], AuditRow>(
  'governance.list_audit_chain',
  `select ${AUDIT} from governance.audit_entry
   where workspace_id = $1 and sequence > $2::bigint order by sequence limit $3`,
);
