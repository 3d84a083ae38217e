import { defineQuery } from '../../../platform/db.ts';

/** Claims a provider's id for a message; nothing comes back when the id was stored before. */
export const insertInboundKey = defineQuery<
  [workspaceId: string, channelId: string, externalId: string, messageId: string],
  { readonly message_id: string }
>(
  'messages.insert_inbound_key',
  `insert into messages.inbound_key (workspace_id, channel_id, external_id, message_id) values ($1, $2, $3, $4)
   on conflict do nothing returning message_id`,
);

export const insertInboundMessage = defineQuery<
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
    trace: string | null,
    at: Date,
    externalId: string,
  ]
>(
  'messages.insert_inbound_message',
  `with stored as (
     insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, operator,
       body, encoding, segments, created_at)
     values ($1, $2, 1, 2, $3, $4, $5, $4, $6, $7, $8, $9, $11)),
   counted as (
     insert into messages.count_delta (workspace_id, hour, status, messages)
     values ($1, date_trunc('hour', now()), 100, 1))
   insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id, trace)
   values ($1, $2, 1, 100, 0, $11, $3, $12, $10::json)`,
);
