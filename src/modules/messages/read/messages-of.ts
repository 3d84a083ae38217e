import { firstIdAt, LARGEST_ID } from '../../../platform/ids.ts';
import type { Message } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { listMessagesOfParties } from '../queries/party.ts';
import { messageView } from './message-view.ts';

/** An address and the time, in milliseconds since the epoch, in which it was the person's; null where there is no bound. */
export interface PartySpan {
  readonly address: string;
  readonly since: number | null;
  readonly until: number | null;
}

/** With its internal id, which sorts by time, and the person's side of it. */
export interface PartyMessage {
  readonly id: bigint;
  readonly at: Date;
  readonly party: string;
  readonly view: Message;
}

/** Messages to and from all addresses of a person, newest first, ids smaller than `before`. */
export async function messagesOf(
  deps: Pick<MessagesDeps, 'db' | 'clock' | 'tables' | 'publicIds'>,
  workspaceId: string,
  spans: readonly PartySpan[],
  before: bigint,
  limit: number,
): Promise<PartyMessage[]> {
  const { names } = await deps.tables.of(workspaceId);
  const context = { publicIds: deps.publicIds, names, now: deps.clock.now() };
  const ends = spans.map(({ until }) => (until === null ? LARGEST_ID : firstIdAt(until)));
  const rows = await deps.db.queryInWorkspace(workspaceId, listMessagesOfParties, [
    workspaceId,
    spans.map(({ address }) => address),
    spans.map(({ since }) => (since === null ? '0' : firstIdAt(since).toString())),
    ends.map((end) => (end < before ? end : before).toString()),
    limit,
  ]);
  return rows.map((row) => ({
    id: BigInt(row.id),
    at: row.created_at,
    party: row.direction === 0 ? row.recipient : row.sender,
    view: messageView(row, context),
  }));
}
