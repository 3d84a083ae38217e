import { defineQuery } from '../../../platform/db.ts';
import type { FieldValues } from '../contract.ts';

export interface ContactRow {
  readonly id: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly note: string;
  readonly fields: FieldValues;
  readonly merged_into: string | null;
  readonly deleted_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const COLUMNS = 'id, name, language, note, fields, merged_into, deleted_at, created_at, updated_at';

export const findContacts = defineQuery<[workspaceId: string, ids: readonly string[]], ContactRow>(
  'contacts.find',
  `select ${COLUMNS} from contacts.contact where workspace_id = $1 and id = any($2::bigint[])`,
);

/** In order of their ids, so that no two transactions wait for each other. */
export const lockContacts = defineQuery<[workspaceId: string, ids: readonly string[]], ContactRow>(
  'contacts.lock',
  `select ${COLUMNS} from contacts.contact where workspace_id = $1 and id = any($2::bigint[]) order by id for update`,
);

/** Nobody merges or erases them before this transaction ends. */
export const holdContacts = defineQuery<[workspaceId: string, ids: readonly string[]], ContactRow>(
  'contacts.hold',
  `select ${COLUMNS} from contacts.contact where workspace_id = $1 and id = any($2::bigint[]) order by id for share`,
);

export const insertContact = defineQuery<
  [
    workspaceId: string,
    id: string,
    name: string | null,
    language: string | null,
    note: string,
    fields: string,
    requestKey: string | null,
  ],
  ContactRow
>(
  'contacts.insert',
  `insert into contacts.contact (workspace_id, id, name, language, note, fields, request_key)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7)
   on conflict (workspace_id, request_key) where request_key is not null do nothing returning ${COLUMNS}`,
);

export const findByRequestKey = defineQuery<
  [workspaceId: string, requestKey: string],
  { readonly id: string }
>(
  'contacts.find_by_request_key',
  'select id from contacts.contact where workspace_id = $1 and request_key = $2 and request_key is not null',
);

export const updateContact = defineQuery<
  [
    workspaceId: string,
    id: string,
    name: string | null,
    language: string | null,
    note: string,
    fields: string,
  ]
>(
  'contacts.update',
  `update contacts.contact set name = $3, language = $4, note = $5, fields = $6::jsonb, updated_at = now()
   where workspace_id = $1 and id = $2`,
);

/** `into` null revives them. */
export const setMergedInto = defineQuery<[workspaceId: string, ids: readonly string[], into: string | null]>(
  'contacts.set_merged_into',
  `update contacts.contact set merged_into = $3::bigint, updated_at = now()
   where workspace_id = $1 and id = any($2::bigint[])`,
);

export const eraseContacts = defineQuery<[workspaceId: string, ids: readonly string[]]>(
  'contacts.erase',
  `update contacts.contact set name = null, language = null, note = '', fields = '{}', request_key = null,
     deleted_at = now(), updated_at = now()
   where workspace_id = $1 and id = any($2::bigint[])`,
);

/** Every contact that became part of this one, directly or by way of others; not more than 20 merges deep. */
export const findMergedFrom = defineQuery<
  [workspaceId: string, id: string],
  { readonly id: string; readonly depth: number }
>(
  'contacts.find_merged_from',
  `with recursive part as (
     select id, 1 as depth from contacts.contact where workspace_id = $1 and merged_into = $2
     union all
     select c.id, part.depth + 1 from part join contacts.contact c
       on c.workspace_id = $1 and c.merged_into = part.id where part.depth < 20)
   select id, depth from part order by depth, id limit 1000`,
);

/** The contact that it is part of now, through all merges; itself when none. */
export const findRoot = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'contacts.find_root',
  `with recursive up as (
     select id, merged_into, 0 as depth from contacts.contact where workspace_id = $1 and id = $2
     union all
     select c.id, c.merged_into, up.depth + 1 from up join contacts.contact c
       on c.workspace_id = $1 and c.id = up.merged_into where up.depth < 100)
   select id from up order by depth desc limit 1`,
);

/** Only those that were made in this transaction and that nothing points at. */
export const deleteContacts = defineQuery<[workspaceId: string, ids: readonly string[]]>(
  'contacts.delete',
  'delete from contacts.contact where workspace_id = $1 and id = any($2::bigint[])',
);
