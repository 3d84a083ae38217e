/** Ranges of keys in byte order: what prefixes become, because row-level security keeps `like` from using an index. */
import { defineQuery } from '../../../platform/db.ts';
import type { FieldValue } from '../contract.ts';

export interface HitRow {
  readonly key: string;
  readonly contact_id: string;
}

/** After a key and contact, below a key. One lower bound only: of two PostgreSQL may start at the one further away. */
type Range = [workspaceId: string, below: string, afterKey: string, afterId: string, limit: number];

export const scanNames = defineQuery<Range, HitRow>(
  'contacts.scan_names',
  `select key, contact_id from contacts.search_key
   where workspace_id = $1 and key < $2 and (key, contact_id) > ($3, $4::bigint)
   order by key, contact_id limit $5`,
);

/** An address is in use once, so it is the whole cursor. */
export const scanAddresses = defineQuery<
  [workspaceId: string, from: string, below: string, afterKey: string, limit: number, kind: string],
  HitRow
>(
  'contacts.scan_addresses',
  `select address as key, contact_id from contacts.identity
   where workspace_id = $1 and kind = $6 and address >= $2 and address < $3 and address > $4 and ended_at is null
   order by address limit $5`,
);

export const scanEndings = defineQuery<Range, HitRow>(
  'contacts.scan_endings',
  `select reversed as key, contact_id from contacts.identity
   where workspace_id = $1 and kind = 'phone' and reversed < $2 and (reversed, contact_id) > ($3, $4::bigint)
     and ended_at is null
   order by reversed, contact_id limit $5`,
);

type Newest = [workspaceId: string, before: string, limit: number];

export const scanAll = defineQuery<Newest, HitRow>(
  'contacts.scan_all',
  `select '' as key, id as contact_id from contacts.contact
   where workspace_id = $1 and id < $2::bigint and live order by id desc limit $3`,
);

/** Written as a range, so that only the index that begins with the tag has the order. */
export const scanTag = defineQuery<[...Newest, tagId: string], HitRow>(
  'contacts.scan_tag',
  `select '' as key, contact_id from contacts.contact_tag
   where workspace_id = $1 and (tag_id, contact_id) < ($4, $2::bigint) and tag_id >= $4
   order by tag_id desc, contact_id desc limit $3`,
);

export const scanField = defineQuery<[...Newest, field: string, value: string], HitRow>(
  'contacts.scan_field',
  `select '' as key, contact_id from contacts.field_value
   where workspace_id = $1 and field = $4 and value = $5 and contact_id < $2::bigint order by contact_id desc limit $3`,
);

/** Counts up to `limit` and no further. */
export const countContacts = defineQuery<[workspaceId: string, limit: number], { readonly count: string }>(
  'contacts.count',
  `select count(*) as count from (select from contacts.contact where workspace_id = $1 and live limit $2) few`,
);

/** What filters judge a hit by, without everything that a page shows. */
export interface CandidateRow {
  readonly id: string;
  readonly name: string | null;
  readonly live: boolean;
  readonly tagged: boolean;
  /** Of the field asked for. */
  readonly value: FieldValue | null;
}

export const findCandidates = defineQuery<
  [workspaceId: string, ids: readonly string[], tagId: string | null, field: string | null],
  CandidateRow
>(
  'contacts.find_candidates',
  `select c.id, c.name, c.live, c.fields -> $4::text as value,
     ($3::uuid is null or exists (select from contacts.contact_tag t
       where t.workspace_id = $1 and t.contact_id = c.id and t.tag_id = $3)) as tagged
   from contacts.contact c where c.workspace_id = $1 and c.id = any($2::bigint[])`,
);

/** How many names have a word that begins so, counted up to `limit`. */
export const countNames = defineQuery<
  [workspaceId: string, from: string, below: string, limit: number],
  { readonly count: string }
>(
  'contacts.count_names',
  `select count(*) as count from (select from contacts.search_key
     where workspace_id = $1 and key >= $2 and key < $3 limit $4) few`,
);
