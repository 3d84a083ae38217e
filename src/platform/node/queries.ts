import { defineQuery } from '../db.ts';

export const takeNodeNumber = defineQuery<[host: string, pid: number], { readonly number: number }>(
  'node.take_number',
  `insert into platform.node (number, host, pid)
   select nextval('platform.node_number'), $1, $2
   on conflict (number) do update set host = excluded.host, pid = excluded.pid, started_at = now(), seen_at = now()
     where platform.node.seen_at < now() - interval '1 minute'
   returning number`,
);

export const touchNode = defineQuery<[number: number], { readonly number: number }>(
  'node.touch',
  'update platform.node set seen_at = now() where number = $1 returning number',
);

export const listOtherNodes = defineQuery<
  [number: number],
  { readonly number: number; readonly host: string; readonly pid: number; readonly silent_seconds: number }
>(
  'node.list_others',
  `select number, host, pid, extract(epoch from now() - seen_at)::float8 as silent_seconds
   from platform.node where number <> $1`,
);

export const deleteNode = defineQuery<[number: number]>(
  'node.delete',
  'delete from platform.node where number = $1',
);

/** Unless it was heard meanwhile, or its number belongs to another process by now. */
export const buryNode = defineQuery<
  [number: number, pid: number, silentSeconds: number],
  { readonly number: number }
>(
  'node.bury',
  `delete from platform.node where number = $1 and pid = $2 and seen_at <= now() - make_interval(secs => $3)
   returning number`,
);
