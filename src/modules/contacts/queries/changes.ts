import { defineQuery } from '../../../platform/db.ts';
import type { ChangeKind } from '../contract.ts';

export interface ChangeRow {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly contact_id: string;
  readonly actor_kind: 'member' | 'key' | 'system' | 'contact';
  readonly actor_id: string;
  readonly at: Date;
  readonly data: unknown;
  readonly undone_by: string | null;
}

const COLUMNS = 'id, kind, contact_id, actor_kind, actor_id, at, data, undone_by';

/** Many at once, and in whose histories they stand: pairs of a contact and a change. */
export const insertChanges = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    kinds: readonly string[],
    contactIds: readonly string[],
    actorKinds: readonly string[],
    actorIds: readonly string[],
    data: readonly string[],
    pairContactIds: readonly string[],
    pairChangeIds: readonly string[],
  ]
>(
  'contacts.insert_changes_with_contacts',
  `with made as (
     insert into contacts.change (workspace_id, id, kind, contact_id, actor_kind, actor_id, data)
     select $1, c.id, c.kind, c.contact_id, c.actor_kind, c.actor_id, c.data::jsonb
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
       as c (id, kind, contact_id, actor_kind, actor_id, data))
   insert into contacts.change_contact (workspace_id, contact_id, change_id)
   select $1, p.contact_id, p.change_id from unnest($8::bigint[], $9::bigint[]) as p (contact_id, change_id)`,
);

export const findChange = defineQuery<[workspaceId: string, id: string], ChangeRow>(
  'contacts.find_change',
  `select ${COLUMNS} from contacts.change where workspace_id = $1 and id = $2`,
);

export const markUndone = defineQuery<[workspaceId: string, id: string, undoneBy: string]>(
  'contacts.mark_undone',
  'update contacts.change set undone_by = $3 where workspace_id = $1 and id = $2',
);

/** Of these contacts, newest first; each contact's own list is read no further than the page. */
export const listChanges = defineQuery<
  [workspaceId: string, contactIds: readonly string[], before: string, limit: number],
  ChangeRow
>(
  'contacts.list_changes',
  `select ${COLUMNS} from contacts.change where workspace_id = $1 and id in (
     select one.change_id from unnest($2::bigint[]) as who (id)
     cross join lateral (select change_id from contacts.change_contact
       where workspace_id = $1 and contact_id = who.id and change_id < $3::bigint order by change_id desc limit $4) one)
   order by id desc limit $4`,
);

/** What was written down about a person goes with them; that something happened stays. */
export const emptyChanges = defineQuery<[workspaceId: string, contactIds: readonly string[]]>(
  'contacts.empty_changes',
  `update contacts.change set data = '{}' where workspace_id = $1 and id in (
     select change_id from contacts.change_contact where workspace_id = $1 and contact_id = any($2::bigint[]))`,
);
