import type { Transaction } from '../../../platform/db.ts';
import { findWithMetadata } from '../queries/metadata.ts';

export interface MessageWithMetadata {
  readonly id: bigint;
  readonly from: string;
  readonly to: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Those of the messages that carry a key in their metadata, for the module that wrote it there. */
export async function messagesWithMetadata(
  tx: Transaction,
  workspaceId: string,
  ids: readonly bigint[],
  key: string,
): Promise<MessageWithMetadata[]> {
  const rows = await tx.query(findWithMetadata, [workspaceId, ids.map(String), key]);
  return rows.map(({ id, sender, recipient, metadata }) => ({
    id: BigInt(id),
    from: sender,
    to: recipient,
    metadata,
  }));
}
