import { defineQuery } from '../../../platform/db.ts';
import type { TagColor } from '../contract.ts';

export interface TagRow {
  readonly id: string;
  readonly name: string;
  readonly color: TagColor;
  readonly created_at: Date;
}

/** With how many contacts each has, counted up to `limit`. */
export const listTags = defineQuery<
  [workspaceId: string, limit: number],
  TagRow & { readonly contacts: string }
>(
  'contacts.list_tags',
  `select t.id, t.name, t.color, t.created_at, (select count(*) from (
     select from contacts.contact_tag ct join contacts.contact c on c.workspace_id = $1 and c.id = ct.contact_id and c.live
     where ct.workspace_id = $1 and ct.tag_id = t.id limit $2) few) as contacts
   from contacts.tag t where t.workspace_id = $1 order by t.slug limit 500`,
);

export const findTags = defineQuery<[workspaceId: string, ids: readonly string[]], TagRow>(
  'contacts.find_tags',
  `select id, name, color, created_at from contacts.tag where workspace_id = $1 and id = any($2::uuid[])`,
);

export const insertTag = defineQuery<
  [workspaceId: string, name: string, slug: string, color: string],
  TagRow
>(
  'contacts.insert_tag',
  `insert into contacts.tag (workspace_id, name, slug, color) values ($1, $2, $3, $4)
   on conflict (workspace_id, slug) do nothing returning id, name, color, created_at`,
);

export const updateTag = defineQuery<
  [workspaceId: string, id: string, name: string | null, slug: string | null, color: string | null],
  TagRow
>(
  'contacts.update_tag',
  `update contacts.tag set name = coalesce($3, name), slug = coalesce($4, slug), color = coalesce($5, color)
   where workspace_id = $1 and id = $2 returning id, name, color, created_at`,
);

export const deleteTag = defineQuery<[workspaceId: string, id: string], { readonly name: string }>(
  'contacts.delete_tag',
  'delete from contacts.tag where workspace_id = $1 and id = $2 returning name',
);

export const countTags = defineQuery<[workspaceId: string], { readonly count: string }>(
  'contacts.count_tags',
  'select count(*) as count from contacts.tag where workspace_id = $1',
);

export const tagsOfContacts = defineQuery<
  [workspaceId: string, contactIds: readonly string[]],
  TagRow & { readonly contact_id: string }
>(
  'contacts.tags_of',
  `select ct.contact_id, t.id, t.name, t.color, t.created_at from contacts.contact_tag ct
   join contacts.tag t on t.workspace_id = $1 and t.id = ct.tag_id
   where ct.workspace_id = $1 and ct.contact_id = any($2::bigint[]) order by t.slug`,
);

/** Pairs of contact and tag; a pair that is there already stays. */
export const insertContactTags = defineQuery<
  [workspaceId: string, contactIds: readonly string[], tagIds: readonly string[]]
>(
  'contacts.insert_contact_tags',
  `insert into contacts.contact_tag (workspace_id, contact_id, tag_id)
   select $1, p.contact_id, p.tag_id from unnest($2::bigint[], $3::uuid[]) as p (contact_id, tag_id)
   on conflict do nothing`,
);

export const deleteContactTags = defineQuery<
  [workspaceId: string, contactId: string, tagIds: readonly string[]]
>(
  'contacts.delete_contact_tags',
  `delete from contacts.contact_tag where workspace_id = $1 and contact_id = $2 and tag_id = any($3::uuid[])`,
);
