/** Ranges of keys in byte order: what prefixes become, because row-level security keeps `like` from using an index. */
import { defineQuery } from '../../../platform/db.ts';

/** Also the end of what was looked at, where `end` is true; then `looked` counts all rows that were. */
export interface HitRow {
  readonly key: string;
  readonly contact_id: string;
  readonly end: boolean;
  readonly looked: string;
}

/** Rows looked at, at most so many of them that pass, and what they must have. */
export type Sieve = [
  workspaceId: string,
  window: number,
  limit: number,
  tagId: string | null,
  field: string | null,
  value: string | null,
  /** Prefixes that words of the name must begin with, and the first text after all that do. */
  words: readonly string[],
  wordsBelow: readonly string[],
];

/**
 * Scalar subqueries of one row each: PostgreSQL may answer `exists` by hashing the whole table. Rows of `seen` come in
 * the order of the scan.
 */
const sieved = (scan: string, last: string): string =>
  `with seen as materialized (${scan} limit $2)
   (select key, contact_id, false as end, 0::bigint as looked from seen
    where ($4::uuid is null or (select true from contacts.contact_tag t
        where t.workspace_id = $1 and t.contact_id = seen.contact_id and t.tag_id = $4))
      and ($5::text is null or (select true from contacts.field_value f
        where f.workspace_id = $1 and f.field = $5 and f.value = $6 and f.contact_id = seen.contact_id))
      and not exists (select from unnest($7::text[], $8::text[]) as w (word, below)
        where (select true from contacts.search_key k where k.workspace_id = $1 and k.contact_id = seen.contact_id
          and k.key >= w.word and k.key < w.below limit 1) is null)
    limit $3)
   union all
   (select key, contact_id, true, (select count(*) from seen) from seen order by ${last} limit 1)`;

/** After a key and contact, below a key. One lower bound only: of two PostgreSQL may start at the one further away. */
type Range = [...Sieve, below: string, afterKey: string, afterId: string];

export const scanNames = defineQuery<Range, HitRow>(
  'contacts.scan_names',
  sieved(
    `select key, contact_id from contacts.search_key
     where workspace_id = $1 and key < $9 and (key, contact_id) > ($10, $11::bigint) order by key, contact_id`,
    'key desc, contact_id desc',
  ),
);

/** An address is in use once, so it is the whole cursor. */
export const scanAddresses = defineQuery<
  [...Sieve, from: string, below: string, afterKey: string, kind: string],
  HitRow
>(
  'contacts.scan_addresses',
  sieved(
    `select address as key, contact_id from contacts.identity
     where workspace_id = $1 and kind = $12 and address >= $9 and address < $10 and address > $11 and ended_at is null
     order by address`,
    'key desc',
  ),
);

export const scanEndings = defineQuery<Range, HitRow>(
  'contacts.scan_endings',
  sieved(
    `select reversed as key, contact_id from contacts.identity
     where workspace_id = $1 and kind = 'phone' and reversed < $9 and (reversed, contact_id) > ($10, $11::bigint)
       and ended_at is null order by reversed, contact_id`,
    'key desc, contact_id desc',
  ),
);

type Newest = [...Sieve, before: string];

export const scanAll = defineQuery<Newest, HitRow>(
  'contacts.scan_all',
  sieved(
    `select '' as key, id as contact_id from contacts.contact
     where workspace_id = $1 and id < $9::bigint and live order by id desc`,
    'contact_id',
  ),
);

/** Written as a range, so that only the index that begins with the tag has the order. */
export const scanTag = defineQuery<[...Newest, tagId: string], HitRow>(
  'contacts.scan_tag',
  sieved(
    `select '' as key, contact_id from contacts.contact_tag
     where workspace_id = $1 and (tag_id, contact_id) < ($10, $9::bigint) and tag_id >= $10
     order by tag_id desc, contact_id desc`,
    'contact_id',
  ),
);

export const scanField = defineQuery<[...Newest, field: string, value: string], HitRow>(
  'contacts.scan_field',
  sieved(
    `select '' as key, contact_id from contacts.field_value
     where workspace_id = $1 and field = $10 and value = $11 and contact_id < $9::bigint order by contact_id desc`,
    'contact_id',
  ),
);

/** Counts up to `limit` and no further. */
export const countContacts = defineQuery<[workspaceId: string, limit: number], { readonly count: string }>(
  'contacts.count',
  `select count(*) as count from (select from contacts.contact where workspace_id = $1 and live limit $2) few`,
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
