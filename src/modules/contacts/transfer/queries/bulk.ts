/** Many contacts in one statement. */
import { defineQuery } from '../../../../platform/db.ts';
import type { TagRow } from '../../queries/tags.ts';

export const insertContacts = defineQuery<
  [workspaceId: string, ids: readonly string[], names: readonly (string | null)[], fields: readonly string[]]
>(
  'contacts.insert_many',
  `insert into contacts.contact (workspace_id, id, name, fields)
   select $1, c.id, c.name, c.fields::jsonb from unnest($2::bigint[], $3::text[], $4::text[]) as c (id, name, fields)`,
);

/** `insertIdentity` for many. Returns those whose address was free. */
export const insertIdentities = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    contactIds: readonly string[],
    kinds: readonly string[],
    addresses: readonly string[],
  ],
  { readonly id: string }
>(
  'contacts.insert_identities',
  `insert into contacts.identity (workspace_id, id, contact_id, kind, address, starts_at)
   select $1, i.id, i.contact_id, i.kind, i.address, (
     select max(former.ended_at) from contacts.identity former where former.workspace_id = $1 and former.kind = i.kind
       and former.address = i.address and former.ended_at is not null and former.contact_id <> i.contact_id)
   from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) as i (id, contact_id, kind, address)
   order by i.kind, i.address
   on conflict (workspace_id, kind, address) where ended_at is null do nothing returning id`,
);

export const updateContacts = defineQuery<
  [workspaceId: string, ids: readonly string[], names: readonly (string | null)[], fields: readonly string[]]
>(
  'contacts.update_many',
  `update contacts.contact set name = c.name, fields = c.fields::jsonb, updated_at = now()
   from unnest($2::bigint[], $3::text[], $4::text[]) as c (id, name, fields)
   where contact.workspace_id = $1 and contact.id = c.id`,
);

/** History of many, each about one contact. */
export const insertChanges = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    kinds: readonly string[],
    contactIds: readonly string[],
    data: readonly string[],
    actorKind: string,
    actorId: string,
  ]
>(
  'contacts.insert_changes',
  `with made as (
     insert into contacts.change (workspace_id, id, kind, contact_id, actor_kind, actor_id, data)
     select $1, c.id, c.kind, c.contact_id, $6, $7, c.data::jsonb
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[]) as c (id, kind, contact_id, data)
     returning id, contact_id
   )
   insert into contacts.change_contact (workspace_id, contact_id, change_id) select $1, contact_id, id from made`,
);

export const findTagsBySlug = defineQuery<
  [workspaceId: string, slugs: readonly string[]],
  Pick<TagRow, 'id'> & { readonly slug: string }
>(
  'contacts.find_tags_by_slug',
  'select id, slug from contacts.tag where workspace_id = $1 and slug = any($2::text[])',
);
