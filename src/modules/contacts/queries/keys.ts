import { defineQuery } from '../../../platform/db.ts';

type Pairs = [workspaceId: string, contactIds: readonly string[], keys: readonly string[]];

export const insertSearchKeys = defineQuery<Pairs>(
  'contacts.insert_search_keys',
  `insert into contacts.search_key (workspace_id, contact_id, key)
   select $1, k.contact_id, k.key from unnest($2::bigint[], $3::text[]) as k (contact_id, key) on conflict do nothing`,
);

export const deleteSearchKeys = defineQuery<Pairs>(
  'contacts.delete_search_keys',
  `delete from contacts.search_key s using unnest($2::bigint[], $3::text[]) as k (contact_id, key)
   where s.workspace_id = $1 and s.key = k.key and s.contact_id = k.contact_id`,
);

export const insertMatchKeys = defineQuery<Pairs>(
  'contacts.insert_match_keys',
  `insert into contacts.match_key (workspace_id, contact_id, key)
   select $1, k.contact_id, k.key from unnest($2::bigint[], $3::text[]) as k (contact_id, key) on conflict do nothing`,
);

export const deleteMatchKeys = defineQuery<Pairs>(
  'contacts.delete_match_keys',
  `delete from contacts.match_key m using unnest($2::bigint[], $3::text[]) as k (contact_id, key)
   where m.workspace_id = $1 and m.key = k.key and m.contact_id = k.contact_id`,
);

type Values = [
  workspaceId: string,
  contactIds: readonly string[],
  fields: readonly string[],
  values: readonly string[],
];

export const insertFieldValues = defineQuery<Values>(
  'contacts.insert_field_values',
  `insert into contacts.field_value (workspace_id, contact_id, field, value)
   select $1, v.contact_id, v.field, v.value
   from unnest($2::bigint[], $3::text[], $4::text[]) as v (contact_id, field, value) on conflict do nothing`,
);

export const deleteFieldValues = defineQuery<Values>(
  'contacts.delete_field_values',
  `delete from contacts.field_value f using unnest($2::bigint[], $3::text[], $4::text[]) as v (contact_id, field, value)
   where f.workspace_id = $1 and f.field = v.field and f.value = v.value and f.contact_id = v.contact_id`,
);

/** Of each key the first `limit` contacts that have it. */
export const findByMatchKeys = defineQuery<
  [workspaceId: string, keys: readonly string[], limit: number],
  { readonly key: string; readonly contact_id: string }
>(
  'contacts.find_by_match_keys',
  `select m.key, m.contact_id from unnest($2::text[]) as wanted (key)
   cross join lateral (select key, contact_id from contacts.match_key
     where workspace_id = $1 and key = wanted.key order by contact_id limit $3) m`,
);

export const findBySearchKeys = defineQuery<
  [workspaceId: string, keys: readonly string[], limit: number],
  { readonly key: string; readonly contact_id: string }
>(
  'contacts.find_by_search_keys',
  `select s.key, s.contact_id from unnest($2::text[]) as wanted (key)
   cross join lateral (select key, contact_id from contacts.search_key
     where workspace_id = $1 and key = wanted.key order by contact_id limit $3) s`,
);
