import { defineQuery } from '../../../platform/db.ts';

/**
 * Claims providers' ids for messages and returns the messages whose id was not stored before. In one order, so that
 * two of these wait for each other instead of crossing.
 */
export const insertInboundKeys = defineQuery<
  [
    workspaceId: string,
    channelIds: readonly string[],
    externalIds: readonly string[],
    messageIds: readonly string[],
  ],
  { readonly message_id: string }
>(
  'messages.insert_inbound_keys',
  `insert into messages.inbound_key (workspace_id, channel_id, external_id, message_id)
   select $1, channel_id, external_id, message_id
   from unnest($2::uuid[], $3::text[], $4::bigint[]) as u (channel_id, external_id, message_id)
   order by channel_id, external_id on conflict do nothing returning message_id`,
);

/** Columns as `platform/pg-arrays.ts` makes them. */
export const insertInboundMessages = defineQuery<
  [
    workspaceId: string,
    ids: Buffer,
    channelIds: Buffer,
    senders: Buffer,
    recipients: Buffer,
    operators: Buffer,
    bodies: Buffer,
    encodings: Buffer,
    segments: Buffer,
    traces: Buffer,
    ats: Buffer,
    externalIds: Buffer,
  ]
>(
  'messages.insert_inbound_messages',
  `with u as (
     select id, channel_id, sender, recipient, operator, body, encoding, segments, trace::json,
       to_timestamp(at / 1000) as at, external_id
     from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[],
       $9::smallint[], $10::text[], $11::float8[], $12::text[])
       as u (id, channel_id, sender, recipient, operator, body, encoding, segments, trace, at, external_id)),
   stored as (
     insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, operator,
       body, encoding, segments, created_at)
     select $1, id, 1, 2, channel_id, sender, recipient, sender, operator, body, encoding, segments, at from u),
   counted as (
     insert into messages.count_delta (workspace_id, hour, status, messages)
     select $1, date_trunc('hour', now()), 100, count(*) from u)
   insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, external_id, trace)
   select $1, id, 1, 100, 0, at, channel_id, external_id, trace from u`,
);

export const findInboundKeys = defineQuery<
  [workspaceId: string, channelIds: readonly string[], externalIds: readonly string[]],
  { readonly channel_id: string; readonly external_id: string; readonly message_id: string }
>(
  'messages.find_inbound_keys',
  `select k.channel_id, k.external_id, k.message_id
   from unnest($2::uuid[], $3::text[]) as u (channel_id, external_id)
   join messages.inbound_key k
     on k.workspace_id = $1 and k.channel_id = u.channel_id and k.external_id = u.external_id`,
);

/** A later message never closes a window earlier. Each of channel and person once. */
export const openWindows = defineQuery<
  [
    workspaceId: string,
    channelIds: readonly string[],
    parties: readonly string[],
    openUntil: readonly Date[],
    entryPoints: readonly (string | null)[],
  ]
>(
  'messages.open_windows',
  `insert into messages.conversation_window as w (workspace_id, channel_id, party, open_until, entry_point)
   select $1, channel_id, party, open_until, entry_point
   from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[]) as u (channel_id, party, open_until, entry_point)
   order by channel_id, party
   on conflict (workspace_id, channel_id, party) do update
     set open_until = greatest(w.open_until, excluded.open_until),
       entry_point = case when excluded.open_until >= w.open_until then excluded.entry_point else w.entry_point end`,
);

export const insertMediaFetches = defineQuery<
  [
    workspaceId: string,
    messageIds: readonly string[],
    channelIds: readonly string[],
    media: readonly string[],
  ]
>(
  'messages.insert_media_fetches',
  `insert into messages.media_fetch (workspace_id, message_id, channel_id, media)
   select $1, message_id, channel_id, media::jsonb
   from unnest($2::bigint[], $3::uuid[], $4::text[]) as u (message_id, channel_id, media)`,
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
