import { defineQuery } from '../../../platform/db.ts';

export const blankBody = defineQuery<[workspaceId: string, id: string]>(
  'messages.blank_body',
  `update messages.message set body = '' where workspace_id = $1 and id = $2`,
);

/** With it goes the chance to send it again: there is no text any more. */
export const dropDeadLetter = defineQuery<[workspaceId: string, id: string]>(
  'messages.drop_dead_letter',
  'delete from messages.dead_letter where workspace_id = $1 and message_id = $2',
);

export const eraseEvidence = defineQuery<[workspaceId: string, id: string]>(
  'messages.erase_evidence',
  'delete from messages.status_event where workspace_id = $1 and message_id = $2',
);

export const eraseMessageRow = defineQuery<[workspaceId: string, id: string]>(
  'messages.erase_row',
  'delete from messages.message where workspace_id = $1 and id = $2',
);

export const dropUsedTemplate = defineQuery<[workspaceId: string, id: string]>(
  'messages.drop_used_template',
  'delete from messages.message_template where workspace_id = $1 and message_id = $2',
);

/** Nobody fetches a file for a message that is gone. */
export const dropMediaFetch = defineQuery<[workspaceId: string, id: string]>(
  'messages.drop_media_fetch',
  'delete from messages.media_fetch where workspace_id = $1 and message_id = $2',
);
