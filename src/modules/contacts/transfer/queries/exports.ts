import { defineQuery } from '../../../../platform/db.ts';
import type { Export } from '../../contract.ts';

export interface ExportRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly state: Export['state'];
  readonly format: Export['format'];
  readonly filter: unknown;
  readonly masked: boolean;
  readonly processed: number;
  readonly file_id: string | null;
  readonly failure: Export['failure'];
  readonly attempts: number;
  readonly actor_kind: 'member' | 'key' | 'system' | 'contact';
  readonly actor_id: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

const EXPORT = `workspace_id, id, state, format, filter, masked, processed, file_id, failure, attempts, actor_kind, actor_id,
  created_at, finished_at`;

export const insertExport = defineQuery<
  [
    workspaceId: string,
    id: string,
    format: string,
    filter: string,
    masked: boolean,
    actorKind: string,
    actorId: string,
  ],
  ExportRow
>(
  'contacts.insert_export',
  `insert into contacts.export (workspace_id, id, format, filter, masked, actor_kind, actor_id)
   values ($1, $2, $3, $4::jsonb, $5, $6, $7) returning ${EXPORT}`,
);

export const findExport = defineQuery<[workspaceId: string, id: string], ExportRow>(
  'contacts.find_export',
  `select ${EXPORT} from contacts.export where workspace_id = $1 and id = $2`,
);

/** Newest first. */
export const listExports = defineQuery<[workspaceId: string, limit: number], ExportRow>(
  'contacts.list_exports',
  `select ${EXPORT} from contacts.export where workspace_id = $1 order by id desc limit $2`,
);

/** As `claimImport`; it begins again from the first contact. */
export const claimExport = defineQuery<[], ExportRow>(
  'contacts.claim_export',
  `with open as (
     select workspace_id, id from contacts.export
     where state in ('waiting', 'running') and (leased_until is null or leased_until < now())
     order by created_at limit 1 for update skip locked
   )
   update contacts.export e set state = 'running', started_at = coalesce(started_at, now()), attempts = attempts + 1,
     processed = 0, leased_until = now() + interval '60 seconds'
   from open where e.workspace_id = open.workspace_id and e.id = open.id
   returning e.workspace_id, e.id, state, format, filter, masked, processed, file_id, failure, attempts, actor_kind,
     actor_id, created_at, finished_at`,
);

export const advanceExport = defineQuery<[workspaceId: string, id: string, processed: number]>(
  'contacts.advance_export',
  `update contacts.export set processed = $3, leased_until = now() + interval '60 seconds'
   where workspace_id = $1 and id = $2 and state = 'running'`,
);

export const endExport = defineQuery<
  [
    workspaceId: string,
    id: string,
    state: string,
    processed: number,
    fileId: string | null,
    failure: string | null,
  ],
  ExportRow
>(
  'contacts.end_export',
  `update contacts.export set state = $3, processed = $4, file_id = $5, failure = $6, finished_at = now(), leased_until = null
   where workspace_id = $1 and id = $2 and state = 'running' returning ${EXPORT}`,
);

export const purgeExports = defineQuery<[days: number], { readonly purged: number }>(
  'contacts.purge_exports',
  `with old as (
     delete from contacts.export where created_at < now() - make_interval(days => $1) returning 1
   ) select count(*)::int as purged from old`,
);
