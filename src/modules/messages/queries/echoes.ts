import { defineQuery } from '../../../platform/db.ts';

/** A message that left elsewhere: sent already, so there is no row in the outbox and nothing to pay here. */
export const insertEcho = defineQuery<
  [
    workspaceId: string,
    id: string,
    channelId: string,
    sender: string,
    recipient: string,
    operator: string | null,
    body: string,
    encoding: number,
    segments: number,
    at: Date,
    externalId: string,
  ]
>(
  'messages.insert_echo',
  `with stored as (
     insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, operator, body,
       encoding, segments, created_at)
     values ($1, $2::bigint, 0, 2, $3, $4, $5, $5, $6, $7, $8, $9, $10)),
   counted as (
     insert into messages.count_delta (workspace_id, hour, status, messages)
     select $1, date_trunc('hour', now()), status, 1 from unnest(array[0, 40]) as u (status))
   insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id, trace)
   values ($1, $2::bigint, 1, 40, 0, $10, $3, $11, '{"sent_elsewhere": true}')`,
);
