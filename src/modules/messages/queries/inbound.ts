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

export const findInboundKey = defineQuery<
  [workspaceId: string, channelId: string, externalId: string],
  { readonly message_id: string }
>(
  'messages.find_inbound_key',
  `select message_id from messages.inbound_key where workspace_id = $1 and channel_id = $2 and external_id = $3`,
);

export const insertInboundContent = defineQuery<
  [
    workspaceId: string,
    id: string,
    content: string | null,
    replyTo: string | null,
    replyExternal: string | null,
    replyChannel: string,
  ]
>(
  'messages.insert_inbound_content',
  `insert into messages.message_content
     (workspace_id, message_id, content, reply_to, reply_external, reply_channel)
   values ($1, $2, $3::jsonb, $4::bigint, $5, $6)`,
);

export const insertMediaFetch = defineQuery<
  [workspaceId: string, messageId: string, channelId: string, media: string]
>(
  'messages.insert_media_fetch',
  `insert into messages.media_fetch (workspace_id, message_id, channel_id, media) values ($1, $2, $3, $4::jsonb)`,
);

/** Takes what is due for a while: whoever crashes over it leaves it to the next one. */
export const claimMedia = defineQuery<
  [channelIds: readonly string[], leaseSeconds: number, limit: number],
  {
    readonly workspace_id: string;
    readonly message_id: string;
    readonly channel_id: string;
    readonly media: unknown;
    readonly attempt: number;
  }
>(
  'messages.claim_media',
  `with due as (
     select workspace_id, message_id from messages.media_fetch
     where channel_id = any($1::uuid[]) and due <= now() order by due limit $3 for update skip locked)
   update messages.media_fetch f set attempt = f.attempt + 1, due = now() + make_interval(secs => $2::float8)
   from due where f.workspace_id = due.workspace_id and f.message_id = due.message_id
   returning f.workspace_id, f.message_id, f.channel_id, f.media, f.attempt`,
);

export const postponeMedia = defineQuery<[workspaceId: string, messageId: string, seconds: number]>(
  'messages.postpone_media',
  `update messages.media_fetch set due = now() + make_interval(secs => $3::float8)
   where workspace_id = $1 and message_id = $2`,
);

/** Nothing comes back when the message was erased meanwhile, or another process was faster. */
export const finishMedia = defineQuery<
  [workspaceId: string, messageId: string, change: string],
  { readonly message_id: string }
>(
  'messages.finish_media',
  `with done as (
     delete from messages.media_fetch where workspace_id = $1 and message_id = $2 returning workspace_id, message_id)
   update messages.message_content c set content = c.content || $3::jsonb
   from done where c.workspace_id = done.workspace_id and c.message_id = done.message_id
   returning c.message_id`,
);
