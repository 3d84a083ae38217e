import { z } from 'zod';
import { IncomingContent, OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import type { RoutingTable } from '../../routing/index.ts';
import type { Message, MessageStatus } from '../contract.ts';
import type { MessageRow } from '../queries/read.ts';
import { classOfLane, isFinal, RANK, statusOfRank } from '../status.ts';

export interface ViewContext {
  readonly publicIds: PublicIds;
  readonly names: RoutingTable['names'];
  readonly now: number;
}

/** A row as everybody in the workspace may see it: the text of an OTP is the recipient's alone. */
export function messageView(row: MessageRow, context: ViewContext): Message {
  const channel = context.names.get(row.channel_id);
  const status = statusOfRow(row, context.now);
  return {
    id: context.publicIds.encode('msg', BigInt(row.id)),
    direction: row.direction === 0 ? 'out' : 'in',
    status,
    reason: reasonOf(row, status),
    class: classOfLane(row.class),
    channel: { id: channel?.publicId ?? '', name: channel?.name ?? '', type: channel?.type ?? '' },
    to: row.recipient,
    from: row.sender,
    operator: row.operator,
    text: classOfLane(row.class) === 'otp' ? null : row.body,
    content: row.content === null ? null : readContent(row.content),
    replyTo: row.reply_to === null ? null : context.publicIds.encode('msg', BigInt(row.reply_to)),
    encoding: row.encoding === 0 ? 'GSM-7' : 'UCS-2',
    segments: row.segments,
    price:
      row.price_amount === null
        ? null
        : { amount: Number(row.price_amount), currency: row.price_currency ?? 'IDR' },
    metadata: row.metadata ?? {},
    sendAt: row.send_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: (row.status_at ?? row.created_at).toISOString(),
  };
}

const Stored = z.union([OutgoingContent, TemplateContent, IncomingContent]);

/** What a newer version wrote is shown as a kind that this one does not know. */
export function readContent(stored: unknown): NonNullable<Message['content']> {
  const content = Stored.safeParse(stored);
  return content.success ? content.data : { type: 'unsupported', kind: 'unknown', raw: {} };
}

/** Evidence decides; while a message waits, where it waits says which kind of waiting it is. */
export function statusOfRow(row: MessageRow, now: number): MessageStatus {
  const rank = row.status ?? RANK.accepted;
  if (!row.queued || isFinal(rank)) return statusOfRank(rank);
  if (row.owned === true) return 'sending';
  return row.due !== null && row.due.getTime() > now && row.attempt === 1 ? 'held' : 'queued';
}

function reasonOf(row: MessageRow, status: MessageStatus): Message['reason'] {
  if (row.code !== null) return { code: row.code, detail: row.detail };
  return status === 'held' ? { code: 'scheduled', detail: null } : null;
}
