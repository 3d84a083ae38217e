/** What the guard remembers, and what it blocks. */
import { defineQuery } from '../../../platform/db.ts';

export interface TraceRow {
  readonly level: number;
  readonly subject: string;
  readonly state: unknown;
}

export const findTraces = defineQuery<
  [workspaceId: string, levels: readonly number[], subjects: readonly string[]],
  TraceRow
>(
  'verify.find_traces',
  `select t.level, t.subject, t.state
   from unnest($2::smallint[], $3::text[]) as p (level, subject), lateral (
     select * from verify.trace where workspace_id = $1 and level = p.level and subject = p.subject limit 1) t`,
);

export const saveTraces = defineQuery<
  [
    workspaceId: string,
    levels: readonly number[],
    subjects: readonly string[],
    states: readonly string[],
    now: Date,
  ]
>(
  'verify.save_traces',
  `insert into verify.trace (workspace_id, level, subject, state, updated_at)
   select $1, level, subject, state::jsonb, $5
   from unnest($2::smallint[], $3::text[], $4::text[]) as u (level, subject, state)
   on conflict (workspace_id, level, subject) do update set state = excluded.state, updated_at = excluded.updated_at`,
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

export const findBlocksInForce = defineQuery<
  [workspaceId: string, levels: readonly number[], subjects: readonly string[], now: Date],
  BlockRow
>(
  'verify.find_blocks_in_force',
  `select ${COLUMNS} from unnest($2::smallint[], $3::text[]) as p (level, subject), lateral (
     select * from verify.block where workspace_id = $1 and level = p.level and subject = p.subject
       and expires_at > $4 order by expires_at desc limit 1) b`,
);

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

/** What held against the place is forgotten; its history stays. */
export const pardonTrace = defineQuery<[workspaceId: string, level: number, subject: string]>(
  'verify.pardon_trace',
  `update verify.trace set state = state || '{"score": 0, "run": 0, "recent": [], "children": [], "strikes": 0}'::jsonb
   where workspace_id = $1 and level = $2 and subject = $3`,
);
