import type { z } from 'zod';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import { firstIdAt, LARGEST_ID } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { routingErrors } from '../../routing/index.ts';
import type { ListMessages, MessagePage, MessageStatus } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { readRecipient } from '../accept/read-recipient.ts';
import { messagesErrors } from '../errors.ts';
import { hidesNumbers, maskParty } from './mask-party.ts';
import { messageView } from './message-view.ts';
import {
  listMessages,
  listMessagesOfParty,
  listMessagesWithRareStatus,
  listQueuedMessages,
  type MessageRow,
} from '../queries/read.ts';
import { LANE, RANK } from '../status.ts';

/** Rows looked at for one page when a common status is filtered; the cursor goes on from there. */
const FILTER_WINDOW = 1_000;
const RARE: ReadonlySet<MessageStatus> = new Set(['unknown', 'canceled', 'expired', 'failed']);
const WAITING: ReadonlySet<MessageStatus> = new Set(['held', 'queued', 'sending']);

/** Newest first. A page may be short although `next` is set: the filter went through its window. */
export async function listMessagePage(
  deps: MessagesDeps,
  actor: Actor,
  input: z.output<typeof ListMessages>,
): Promise<MessagePage> {
  const workspaceId = requireWorkspace(actor);
  const { names } = await deps.tables.of(workspaceId);
  const context = { publicIds: deps.publicIds, names, now: deps.clock.now() };
  const channelId = input.channel === undefined ? null : uuidOfPublicId('chn', input.channel);
  if (channelId === undefined || (channelId !== null && !names.has(channelId)))
    throw new Problem(routingErrors.channel_not_found, { field: 'channel' });
  const scanned = input.status === undefined ? input.limit : FILTER_WINDOW;
  const rows = await fetchRows(deps, workspaceId, { ...input, channelId }, scanned + 1);
  const masked = hidesNumbers(actor);
  const items: MessagePage['items'] = [];
  let last: MessageRow | undefined;
  let seen = 0;
  for (const row of rows.slice(0, scanned)) {
    if (items.length === input.limit) break;
    seen += 1;
    last = row;
    const view = messageView(row, context);
    if (input.status === undefined || view.status === input.status)
      items.push(masked ? maskParty(view) : view);
  }
  const more = rows.length > seen;
  return { items, next: more && last !== undefined ? deps.publicIds.encode('cur', BigInt(last.id)) : null };
}

async function fetchRows(
  deps: MessagesDeps,
  workspaceId: string,
  input: z.output<typeof ListMessages> & { readonly channelId: string | null },
  limit: number,
): Promise<MessageRow[]> {
  const before = startOf(deps, input);
  const since = input.from === undefined ? '0' : firstIdAt(Date.parse(input.from)).toString();
  const direction = input.direction === undefined ? null : input.direction === 'out' ? 0 : 1;
  const messageClass = input.class === undefined ? null : LANE[input.class];
  const filters = [workspaceId, before, since, direction, messageClass, input.channelId, limit] as const;
  if (input.phone !== undefined) {
    const recipient = readRecipient(input.phone);
    if (!recipient.ok) throw new Problem(recipient.error.code, { field: 'phone' });
    return deps.db.queryInWorkspace(workspaceId, listMessagesOfParty, [...filters, recipient.value.e164]);
  }
  if (input.status !== undefined && RARE.has(input.status))
    return deps.db.queryInWorkspace(workspaceId, listMessagesWithRareStatus, [
      ...filters,
      RANK[input.status],
    ]);
  if (input.status !== undefined && WAITING.has(input.status))
    return deps.db.queryInWorkspace(workspaceId, listQueuedMessages, [...filters]);
  return deps.db.queryInWorkspace(workspaceId, listMessages, [...filters]);
}

/** The id before which the page starts: the cursor, and never later than `until`. */
function startOf(deps: MessagesDeps, input: z.output<typeof ListMessages>): string {
  const until = input.until === undefined ? LARGEST_ID : firstIdAt(Date.parse(input.until));
  if (input.cursor === undefined) return until.toString();
  const cursor = deps.publicIds.decode('cur', input.cursor);
  if (cursor === undefined) throw new Problem(messagesErrors.cursor_invalid, { field: 'cursor' });
  return (cursor < until ? cursor : until).toString();
}
