import type { Transaction } from '../../platform/db.ts';
import { firstIdAt } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { Message } from './contract.ts';
import type { MessagesDeps } from './deps.ts';
import { messagesErrors } from './errors.ts';
import { requireMessageId, requireMessageRow } from './read/get-message.ts';
import { messageView } from './read/message-view.ts';
import { bookedOfRow, bookOutcomes } from './dispatch/book-charges.ts';
import { takeOut } from './dispatch/take-out.ts';
import { findForParty, takeForCancel, type TakenRow, takeWaiting } from './queries/outbox.ts';
import { insertCancelEvents } from './queries/read.ts';
import { RANK } from './status.ts';

/** Takes a message back that has not left. Repeating it on a canceled message answers the same. */
export async function cancelMessage(deps: MessagesDeps, actor: Actor, publicId: string): Promise<Message> {
  const workspaceId = requireWorkspace(actor);
  const id = requireMessageId(deps, publicId);
  const { names } = await deps.tables.of(workspaceId);
  const context = { publicIds: deps.publicIds, names, now: deps.clock.now() };
  const message = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const before = messageView(await requireMessageRow(tx, workspaceId, id), context);
    if (before.status === 'canceled') return before;
    // First out of memory, so that it cannot leave between here and the commit.
    const held = deps.handOff.revoke(id);
    if (held !== undefined) takeOut(tx, [held]);
    const [taken] = await tx.query(takeForCancel, [workspaceId, id.toString(), held !== undefined]);
    if (taken === undefined)
      throw new Problem(messagesErrors.too_late_to_cancel, {
        field: 'id',
        detail: `The message is ${before.status}.`,
      });
    await tx.query(insertCancelEvents, [
      workspaceId,
      [id.toString()],
      [taken.channel_id],
      [taken.attempt],
      null,
      null,
    ]);
    await bookCanceled(deps, tx, workspaceId, [taken]);
    await deps.bus.publish(tx, [
      { type: 'message.canceled', workspaceId, actor: actorRef(actor), resource: publicId, data: {} },
    ]);
    return messageView(await requireMessageRow(tx, workspaceId, id), context);
  });
  deps.live.publish(workspaceId, { type: 'message.status_changed', id: publicId, status: 'canceled' });
  return message;
}

/** Messages live seven days at most, so what waits for a person is not older. */
const OLDEST_WAITING_MS = (90 + 7) * 24 * 3600 * 1000;

/** Takes back every transactional and marketing message that waits for somebody who has opted out. */
export async function withdrawWaiting(
  deps: Pick<MessagesDeps, 'handOff' | 'clock' | 'tables' | 'sink'>,
  tx: Transaction,
  workspaceId: string,
  address: string,
): Promise<void> {
  const since = firstIdAt(deps.clock.now() - OLDEST_WAITING_MS).toString();
  const waiting = (await tx.query(findForParty, [workspaceId, address, since])).map(({ id }) => id);
  const held = waiting.flatMap((id) => deps.handOff.revoke(BigInt(id)) ?? []);
  takeOut(tx, held);
  const heldHere = held.map(({ id }) => id.toString());
  const taken = await tx.query(takeWaiting, [workspaceId, waiting, heldHere]);
  if (taken.length === 0) return;
  await tx.query(insertCancelEvents, [
    workspaceId,
    taken.map(({ id }) => id),
    taken.map(({ channel_id }) => channel_id),
    taken.map(({ attempt }) => attempt),
    'recipient_opted_out',
    'The recipient asked not to be written to.',
  ]);
  await bookCanceled(deps, tx, workspaceId, taken);
}

/** What did not leave costs nothing, and whoever listens hears of it. */
async function bookCanceled(
  deps: Pick<MessagesDeps, 'clock' | 'tables' | 'sink'>,
  tx: Transaction,
  workspaceId: string,
  taken: readonly TakenRow[],
): Promise<void> {
  const table = await deps.tables.of(workspaceId);
  const outcomes = taken.flatMap((row) => {
    const message = bookedOfRow(workspaceId, row, table);
    return message === null ? [] : [{ message, rank: RANK.canceled }];
  });
  await bookOutcomes(tx, outcomes, deps.clock.now());
  if (!deps.sink.wants(workspaceId)) return;
  const at = deps.clock.now();
  const facts = taken.map(({ id }) => ({
    workspaceId,
    id: BigInt(id),
    status: RANK.canceled,
    code: null,
    at,
  }));
  await deps.sink.publish(tx, facts);
}
