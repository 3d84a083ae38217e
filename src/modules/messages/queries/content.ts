import { defineQuery } from '../../../platform/db.ts';

/** Only for messages that have something to keep here; travels with the insert of their messages. */
export const insertContents = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    contents: readonly (string | null)[],
    sealed: readonly (string | null)[],
    replyTos: readonly (string | null)[],
    replyExternals: readonly (string | null)[],
    replyChannels: readonly (string | null)[],
  ]
>(
  'messages.insert_contents',
  `insert into messages.message_content
     (workspace_id, message_id, content, sealed, reply_to, reply_external, reply_channel)
   select $1, id, content::jsonb, sealed, reply_to, reply_external, reply_channel
   from unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::uuid[])
     as u (id, content, sealed, reply_to, reply_external, reply_channel)`,
);

export interface ContentRow {
  readonly message_id: string;
  readonly content: unknown;
  readonly sealed: string | null;
  readonly reply_to: string | null;
  readonly reply_external: string | null;
  readonly reply_channel: string | null;
}

export const findContents = defineQuery<[workspaceId: string, ids: readonly string[]], ContentRow>(
  'messages.find_contents',
  `select message_id, content, sealed, reply_to, reply_external, reply_channel from messages.message_content
   where workspace_id = $1 and message_id = any($2::bigint[])`,
);

export const deleteContent = defineQuery<[workspaceId: string, id: string], { readonly content: unknown }>(
  'messages.delete_content',
  'delete from messages.message_content where workspace_id = $1 and message_id = $2 returning content',
);

/** Where the answer to a message goes: whom it was about, on which channel, and the provider's id of it there. */
export const findReplyTargets = defineQuery<
  [workspaceId: string, ids: readonly string[]],
  {
    readonly id: string;
    readonly party: string;
    readonly channel_id: string;
    readonly external_id: string | null;
  }
>(
  'messages.find_reply_targets',
  `select m.id, m.party, coalesce(e.channel_id, m.channel_id) as channel_id, e.external_id
   from messages.message m left join lateral (
     select e.channel_id, e.external_id from messages.status_event e
     where e.workspace_id = m.workspace_id and e.message_id = m.id and e.status in (40, 100)
       and e.external_id is not null
     order by e.attempt desc, e.part limit 1) e on true
   where m.workspace_id = $1 and m.id = any($2::bigint[])`,
);

/** Until when people may be written to freely on a channel; nothing for those who have not written. */
export const findWindows = defineQuery<
  [workspaceId: string, channelIds: readonly string[], parties: readonly string[]],
  { readonly channel_id: string; readonly party: string; readonly open_until: Date }
>(
  'messages.find_windows',
  `select w.channel_id, w.party, w.open_until
   from unnest($2::uuid[], $3::text[]) as u (channel_id, party)
   join messages.conversation_window w
     on w.workspace_id = $1 and w.channel_id = u.channel_id and w.party = u.party`,
);
