import { defineQuery } from '../../../platform/db.ts';

export interface TaskRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly channel_id: string;
  readonly kind: 'submit' | 'edit' | 'remove' | 'sync';
  readonly approval_id: string | null;
  readonly attempts: number;
  readonly deadline: Date;
}

/** The same wish twice at a time is one wish: the newer kind wins. */
export const insertTask = defineQuery<
  [workspaceId: string, channelId: string, kind: string, approvalId: string, deadline: Date]
>(
  'templates.insert_task',
  `insert into templates.task (workspace_id, channel_id, kind, approval_id, deadline) values ($1, $2, $3, $4, $5)
   on conflict (workspace_id, approval_id) where finished_at is null and approval_id is not null
   do update set kind = excluded.kind, due = now(), deadline = excluded.deadline, attempts = 0`,
);

export const insertSync = defineQuery<[workspaceId: string, channelId: string, deadline: Date]>(
  'templates.insert_sync',
  `insert into templates.task (workspace_id, channel_id, kind, deadline) values ($1, $2, 'sync', $3)
   on conflict (workspace_id, channel_id) where finished_at is null and kind = 'sync' do update set due = now()`,
);

/** Unless one waits or was made since `after`. */
export const insertSyncIfOld = defineQuery<
  [workspaceId: string, channelId: string, deadline: Date, after: Date],
  { readonly id: string }
>(
  'templates.insert_sync_if_old',
  `insert into templates.task (workspace_id, channel_id, kind, deadline)
   select $1, $2, 'sync', $3
   where not exists (select from templates.task
     where workspace_id = $1 and channel_id = $2 and kind = 'sync' and (finished_at is null or finished_at > $4))
   on conflict do nothing returning id`,
);

/** For the process that holds these channels open. */
export const claimTask = defineQuery<[channelIds: readonly string[], leaseUntil: Date], TaskRow>(
  'templates.claim_task',
  `update templates.task set leased_until = $2, attempts = attempts + 1
   where (workspace_id, id) = (
     select workspace_id, id from templates.task
     where channel_id = any($1::uuid[]) and finished_at is null and due <= now()
       and (leased_until is null or leased_until < now())
     order by due limit 1 for update skip locked)
   returning workspace_id, id, channel_id, kind, approval_id, attempts, deadline`,
);

/** A task that was wished for again meanwhile counts its attempts anew, and is not ended by the old one. */
export const finishTask = defineQuery<
  [workspaceId: string, id: string, attempts: number, outcome: string, detail: string | null]
>(
  'templates.finish_task',
  `update templates.task set finished_at = clock_timestamp(), outcome = $4, detail = $5, leased_until = null
   where workspace_id = $1 and id = $2 and attempts = $3 and finished_at is null`,
);

export const postponeTask = defineQuery<
  [workspaceId: string, id: string, attempts: number, due: Date, detail: string]
>(
  'templates.postpone_task',
  `update templates.task set due = $4, detail = $5, leased_until = null
   where workspace_id = $1 and id = $2 and attempts = $3 and finished_at is null`,
);

/** Thirty days are kept for whoever looks for a reason. */
export const purgeTasks = defineQuery<[before: Date], { readonly id: string }>(
  'templates.purge_tasks',
  'delete from templates.task where finished_at < $1 returning id',
);
