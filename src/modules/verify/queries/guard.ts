/** What the guard remembers, and what it blocks. */
import { defineQuery } from '../../../platform/db.ts';
import { TRACE_PLACE } from './place.ts';

export interface PlaceRow {
  readonly level: number;
  readonly subject: string;
  /** Where the row stands until the transaction ends: nobody else writes it. */
  readonly place: string;
  readonly state: string;
  /** As JSON, times in milliseconds. */
  readonly block: unknown;
}

/**
 * What is known of places, and the block that is in force there. A block is looked for only where one was raised
 * since `struckAfter`: next to no place has one.
 */
export const findPlaces = defineQuery<
  [workspaceId: string, levels: Buffer, subjects: Buffer, struckAfter: string, now: Date],
  PlaceRow
>(
  'verify.find_places',
  `select p.level, p.subject, t.place, t.state, b.block
   from unnest($2::smallint[], $3::text[]) as p (level, subject), lateral (
     select ctid::text as place, state, struck_at from verify.trace
     where workspace_id = $1 and level = p.level and subject = p.subject limit 1) t
   left join lateral (
     select json_build_object('id', id, 'reason', reason, 'evidence', evidence, 'enforced', enforced,
       'strikes', strikes, 'createdAt', extract(epoch from created_at) * 1000,
       'expiresAt', extract(epoch from expires_at) * 1000, 'lifted', lifted_at is not null) as block
     from verify.block where t.struck_at > $4::bigint and workspace_id = $1 and level = p.level
       and subject = p.subject and expires_at > $5 order by expires_at desc limit 1) b on true`,
);

/** Of places that nothing was known of. */
export const insertTraces = defineQuery<
  [workspaceId: string, levels: Buffer, subjects: Buffer, states: Buffer, struckAts: Buffer, now: Date]
>(
  'verify.insert_traces',
  `insert into verify.trace (workspace_id, level, subject, state, struck_at, updated_at)
   select $1, level, subject, state, struck_at, $6
   from unnest($2::smallint[], $3::text[], $4::text[], $5::bigint[]) as u (level, subject, state, struck_at)`,
);

/** Of places that were found just now, in the same transaction. */
export const updateTraces = defineQuery<
  [workspaceId: string, places: Buffer, states: Buffer, struckAts: Buffer, now: Date]
>(
  'verify.update_traces',
  `update verify.trace t set state = u.state, struck_at = u.struck_at, updated_at = $5
   from (select u.*, r.place from unnest($2::text[], $3::text[], $4::bigint[]) as u (at, state, struck_at),
     ${TRACE_PLACE}) u
   where t.ctid = u.place`,
);

export interface BlockRow {
  readonly id: string;
  readonly level: 0 | 1 | 2 | 3;
  readonly subject: string;
  readonly reason: 'low_conversion' | 'sequential_numbers' | 'burst' | 'spreading';
  readonly evidence: Readonly<Record<string, number>>;
  readonly enforced: boolean;
  readonly strikes: number;
  readonly hits: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly lifted_at: Date | null;
  readonly lifted_by: string | null;
}

const COLUMNS =
  'b.id, b.level, b.subject, b.reason, b.evidence, b.enforced, b.strikes, b.hits, b.created_at, b.expires_at, b.lifted_at, b.lifted_by';

export const insertBlocks = defineQuery<[workspaceId: string, blocks: string]>(
  'verify.insert_blocks',
  `insert into verify.block (workspace_id, id, level, subject, reason, evidence, enforced, strikes, created_at, expires_at)
   select $1, id, level, subject, reason, evidence, enforced, strikes, to_timestamp(created_at / 1000),
     to_timestamp(expires_at / 1000)
   from jsonb_to_recordset($2::jsonb) as b (id uuid, level smallint, subject text, reason text, evidence jsonb,
     enforced boolean, strikes smallint, created_at float8, expires_at float8)`,
);

export const countBlockHits = defineQuery<
  [workspaceId: string, ids: readonly string[], hits: readonly number[]]
>(
  'verify.count_block_hits',
  `update verify.block b set hits = b.hits + k.hits
   from (select u.hits, r.place from unnest($2::uuid[], $3::bigint[]) as u (id, hits), lateral (
     select ctid as place from verify.block where workspace_id = $1 and id = u.id limit 1) r) k
   where b.ctid = k.place`,
);

export const listBlocks = defineQuery<[workspaceId: string, before: Date, limit: number], BlockRow>(
  'verify.list_blocks',
  `select ${COLUMNS} from verify.block b where b.workspace_id = $1 and b.created_at < $2
   order by b.created_at desc limit $3`,
);

export const findBlock = defineQuery<[workspaceId: string, id: string], BlockRow>(
  'verify.find_block',
  `select ${COLUMNS} from verify.block b where b.workspace_id = $1 and b.id = $2`,
);

export const liftBlock = defineQuery<
  [workspaceId: string, id: string, now: Date, immuneUntil: Date, actor: string],
  { readonly level: number; readonly subject: string }
>(
  'verify.lift_block',
  `update verify.block set lifted_at = $3, lifted_by = $5, expires_at = greatest(expires_at, $4)
   where workspace_id = $1 and id = $2 and lifted_at is null and expires_at > $3 returning level, subject`,
);
