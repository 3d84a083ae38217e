import { defineQuery } from '../../../platform/db.ts';

/** Deliveries that are still to be made, of all workspaces; at most 100,000 are counted. */
export const countQueued = defineQuery<[], { readonly queued: number }>(
  'webhooks.count_queued',
  'select count(*)::int as queued from (select 1 from webhooks.queue limit 100000) as capped',
);
