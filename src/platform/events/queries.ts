import { defineQuery } from '../db.ts';

/** A row for each event and subscriber. A microsecond apart, so that the events of one call keep their order. */
export const insertDeliveries = defineQuery<
  [
    workspaceIds: readonly string[],
    eventIds: readonly string[],
    subscribers: readonly string[],
    types: readonly string[],
    actorKinds: readonly string[],
    actorIds: readonly string[],
    resources: readonly string[],
    data: readonly string[],
  ]
>(
  'events.insert_deliveries',
  `insert into platform.event_delivery
     (workspace_id, event_id, subscriber, type, actor_kind, actor_id, resource, data, due)
   select workspace_id, event_id, subscriber, type, actor_kind, actor_id, resource, data::jsonb,
     now() + n * interval '1 microsecond'
   from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
     with ordinality as u (workspace_id, event_id, subscriber, type, actor_kind, actor_id, resource, data, n)`,
);

export interface DeliveryRow {
  readonly workspace_id: string;
  readonly event_id: string;
  readonly subscriber: string;
  readonly type: string;
  readonly actor_kind: 'member' | 'key' | 'system' | 'contact';
  readonly actor_id: string;
  readonly resource: string;
  readonly data: Record<string, unknown>;
  readonly at: Date;
  readonly attempts: number;
}

/** The oldest one that is due and that no other node works on. */
export const claimDelivery = defineQuery<[subscribers: string[]], DeliveryRow>(
  'events.claim_delivery',
  `select workspace_id, event_id, subscriber, type, actor_kind, actor_id, resource, data, at, attempts
   from platform.event_delivery
   where due <= now() and subscriber = any($1::text[])
   order by due limit 1 for update skip locked`,
);

export const deleteDelivery = defineQuery<[workspaceId: string, eventId: string, subscriber: string]>(
  'events.delete_delivery',
  'delete from platform.event_delivery where workspace_id = $1 and event_id = $2 and subscriber = $3',
);

/** Backs off 5 s, 20 s, 45 s … up to an hour; it never gives up, because audit entries may not be lost. */
export const postponeDelivery = defineQuery<
  [workspaceId: string, eventId: string, subscriber: string, error: string]
>(
  'events.postpone_delivery',
  `update platform.event_delivery
   set attempts = least(attempts + 1, 1000), last_error = left($4, 500),
       due = now() + least(interval '1 hour', interval '5 seconds' * power(attempts + 1, 2))
   where workspace_id = $1 and event_id = $2 and subscriber = $3`,
);
