import { defineQuery } from '../../../platform/db.ts';

export const findWithMetadata = defineQuery<
  [workspaceId: string, ids: readonly string[], key: string],
  {
    readonly id: string;
    readonly sender: string;
    readonly recipient: string;
    readonly metadata: Record<string, string>;
  }
>(
  'messages.find_with_metadata',
  `select id, sender, recipient, metadata from messages.message
   where workspace_id = $1 and id = any($2::bigint[]) and metadata ? $3`,
);
