import type { Transaction } from '../../../platform/db.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Message } from '../contract.ts';
import { readContent } from './message-view.ts';
import { findMessage } from '../queries/read.ts';

/** A message from a person, for systems of the company. */
export interface ReceivedMessage {
  readonly id: string;
  readonly channel: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Null for plain texts. A file is fetched after this; `message.media_stored` tells when it is here. */
  readonly content: Message['content'];
  /** Our message that it answers or reacts to. */
  readonly replyTo: string | null;
  readonly segments: number;
  readonly receivedAt: string;
}

/** Undefined when it is gone. */
export async function receivedMessage(
  deps: { readonly publicIds: PublicIds },
  tx: Transaction,
  workspaceId: string,
  publicId: string,
): Promise<ReceivedMessage | undefined> {
  const id = deps.publicIds.decode('msg', publicId);
  const [row] = id === undefined ? [] : await tx.query(findMessage, [workspaceId, id.toString()]);
  if (row === undefined || row.direction === 0) return undefined;
  return {
    id: publicId,
    channel: publicIdOfUuid('chn', row.channel_id),
    from: row.sender,
    to: row.recipient,
    text: row.body,
    content: row.content === null ? null : readContent(row.content),
    replyTo: row.reply_to === null ? null : deps.publicIds.encode('msg', BigInt(row.reply_to)),
    segments: row.segments,
    receivedAt: row.created_at.toISOString(),
  };
}
