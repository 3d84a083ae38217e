import { defineQuery } from '../../../../platform/db.ts';
import type { Import } from '../../contract.ts';

export interface ImportRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly file_id: string;
  readonly file_name: string;
  readonly dialect: unknown;
  readonly columns: string[];
  readonly header_row: number;
  readonly state: Import['state'];
  readonly mapping: unknown;
  readonly options: unknown;
  readonly total: number | null;
  readonly done_row: number;
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly failure: Import['failure'];
  readonly attempts: number;
  readonly actor_kind: 'member' | 'key' | 'system' | 'contact';
  readonly actor_id: string;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

const IMPORT = `workspace_id, id, file_id, file_name, dialect, columns, header_row, state, mapping, options, total, done_row,
  processed, created, updated, unchanged, skipped, failed, failure, attempts, actor_kind, actor_id, created_at, started_at,
  finished_at`;

export const insertImport = defineQuery<
  [
    workspaceId: string,
    id: string,
    fileId: string,
    fileName: string,
    dialect: string,
    columns: readonly string[],
    headerRow: number,
    total: number,
    actorKind: string,
    actorId: string,
  ],
  ImportRow
>(
  'contacts.insert_import',
  `insert into contacts.import (workspace_id, id, file_id, file_name, dialect, columns, header_row, done_row, total, actor_kind, actor_id)
   values ($1, $2, $3, $4, $5::jsonb, $6::text[], $7, $7, $8, $9, $10) returning ${IMPORT}`,
);

export const findImport = defineQuery<[workspaceId: string, id: string], ImportRow>(
  'contacts.find_import',
  `select ${IMPORT} from contacts.import where workspace_id = $1 and id = $2`,
);

/** Newest first. */
export const listImports = defineQuery<[workspaceId: string, limit: number], ImportRow>(
  'contacts.list_imports',
  `select ${IMPORT} from contacts.import where workspace_id = $1 order by id desc limit $2`,
);

export const startImport = defineQuery<
  [workspaceId: string, id: string, mapping: string, options: string],
  ImportRow
>(
  'contacts.start_import',
  `update contacts.import set state = 'waiting', mapping = $3::jsonb, options = $4::jsonb
   where workspace_id = $1 and id = $2 and state = 'draft' returning ${IMPORT}`,
);

export const cancelImport = defineQuery<[workspaceId: string, id: string], ImportRow>(
  'contacts.cancel_import',
  `update contacts.import set state = 'canceled', finished_at = now(), leased_until = null
   where workspace_id = $1 and id = $2 and state in ('draft', 'waiting', 'running') returning ${IMPORT}`,
);

/** The oldest one that nobody works on, of any workspace; it is the caller's for a minute, and longer with each batch. */
export const claimImport = defineQuery<[], ImportRow>(
  'contacts.claim_import',
  `with open as (
     select workspace_id, id from contacts.import
     where state in ('waiting', 'running') and (leased_until is null or leased_until < now())
     order by created_at limit 1 for update skip locked
   )
   update contacts.import i set state = 'running', started_at = coalesce(started_at, now()), attempts = attempts + 1,
     leased_until = now() + interval '60 seconds'
   from open where i.workspace_id = open.workspace_id and i.id = open.id
   returning i.workspace_id, i.id, file_id, file_name, dialect, columns, header_row, state, mapping, options, total, done_row,
     processed, created, updated, unchanged, skipped, failed, failure, attempts, actor_kind, actor_id, created_at, started_at,
     finished_at`,
);

/** Nothing when it was canceled, or when another process has gone on from `doneRow`. */
export const advanceImport = defineQuery<
  [
    workspaceId: string,
    id: string,
    doneRow: number,
    newRow: number,
    created: number,
    updated: number,
    unchanged: number,
    skipped: number,
    failed: number,
  ],
  { readonly id: string }
>(
  'contacts.advance_import',
  `update contacts.import set done_row = $4, created = created + $5::int, updated = updated + $6::int,
     unchanged = unchanged + $7::int, skipped = skipped + $8::int, failed = failed + $9::int,
     processed = processed + $5::int + $6::int + $7::int + $8::int + $9::int, attempts = 0,
     leased_until = now() + interval '60 seconds'
   where workspace_id = $1 and id = $2 and state = 'running' and done_row = $3 returning id`,
);

export const endImport = defineQuery<
  [workspaceId: string, id: string, doneRow: number, state: string, failure: string | null],
  ImportRow
>(
  'contacts.end_import',
  `update contacts.import set state = $4, failure = $5, finished_at = now(), leased_until = null
   where workspace_id = $1 and id = $2 and state = 'running' and done_row = $3 returning ${IMPORT}`,
);

export const releaseImport = defineQuery<[workspaceId: string, id: string, doneRow: number]>(
  'contacts.release_import',
  `update contacts.import set leased_until = null, attempts = greatest(0, attempts - 1)
   where workspace_id = $1 and id = $2 and state = 'running' and done_row = $3`,
);

/** Reports of three months ago. */
export const purgeImports = defineQuery<[days: number], { readonly purged: number }>(
  'contacts.purge_imports',
  `with old as (
     delete from contacts.import where created_at < now() - make_interval(days => $1) returning 1
   ) select count(*)::int as purged from old`,
);

export interface FaultRow {
  readonly row: number;
  readonly column: number | null;
  readonly code: string;
  readonly value: string;
}

export const insertFaults = defineQuery<
  [
    workspaceId: string,
    importId: string,
    rows: readonly number[],
    columns: readonly (number | null)[],
    codes: readonly string[],
    values: readonly string[],
  ]
>(
  'contacts.insert_import_faults',
  `insert into contacts.import_fault (workspace_id, import_id, row, "column", code, value)
   select $1, $2, f.* from unnest($3::int[], $4::int[], $5::text[], $6::text[]) as f`,
);

export const listFaults = defineQuery<
  [workspaceId: string, importId: string, after: number, limit: number],
  FaultRow
>(
  'contacts.list_import_faults',
  `select row, "column", code, value from contacts.import_fault
   where workspace_id = $1 and import_id = $2 and row > $3 order by row limit $4`,
);
