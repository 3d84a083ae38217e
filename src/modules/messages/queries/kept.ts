/** What providers brought that is no message of this system, as it came. */
import { defineQuery } from '../../../platform/db.ts';

export const insertRaw = defineQuery<
  [workspaceId: string, channelId: string, externalId: string, kind: string, at: Date, raw: string]
>(
  'messages.insert_raw',
  `insert into messages.kept_raw (workspace_id, channel_id, external_id, kind, at, raw)
   values ($1, $2, $3, $4, $5, $6::jsonb) on conflict do nothing`,
);

export const purgeRaw = defineQuery<[], { readonly gone: number }>(
  'messages.purge_raw',
  `with gone as (delete from messages.kept_raw where kept_at < now() - interval '180 days' returning 1)
   select count(*)::int as gone from gone`,
);

export interface KeptRow {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly kept_at: Date;
  readonly size: number;
}

/** Newest first, from after the entry `after` on; from the newest when it is null. */
export const listRaw = defineQuery<
  [workspaceId: string, channelId: string, after: string | null, limit: number],
  KeptRow
>(
  'messages.list_raw',
  `select id, kind, at, kept_at, size from messages.kept_raw
   where workspace_id = $1 and channel_id = $2 and ($3::uuid is null or (at, id) < (
     select at, id from messages.kept_raw where workspace_id = $1 and id = $3::uuid))
   order by at desc, id desc limit $4`,
);

export const findRaw = defineQuery<
  [workspaceId: string, channelId: string, id: string],
  KeptRow & { readonly raw: unknown }
>(
  'messages.find_raw',
  `select id, kind, at, kept_at, size, raw from messages.kept_raw
   where workspace_id = $1 and channel_id = $2 and id = $3`,
);

/** Those in which one of these words stands, given in lower case; locked, in one order. Reads all of the workspace: erasing is rare. */
export const findRawMentioning = defineQuery<
  [workspaceId: string, words: readonly string[]],
  { readonly id: string; readonly raw: unknown }
>(
  'messages.find_raw_mentioning',
  `select id, raw from messages.kept_raw k
   where workspace_id = $1 and exists (
     select from unnest($2::text[]) as w (word) where position(w.word in lower(k.raw::text)) > 0)
   order by id for update`,
);

export const replaceRaw = defineQuery<[workspaceId: string, id: string, raw: string]>(
  'messages.replace_raw',
  'update messages.kept_raw set raw = $3::jsonb where workspace_id = $1 and id = $2',
);

export const deleteRaw = defineQuery<[workspaceId: string, id: string]>(
  'messages.delete_raw',
  'delete from messages.kept_raw where workspace_id = $1 and id = $2',
);

/** Under which the providers know a message. */
export const externalIdsOf = defineQuery<
  [workspaceId: string, messageId: string],
  { readonly external_id: string }
>(
  'messages.external_ids_of',
  `select distinct external_id from messages.status_event
   where workspace_id = $1 and message_id = $2 and external_id is not null`,
);
