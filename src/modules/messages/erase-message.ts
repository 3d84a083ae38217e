/** Erasing what was written: the text alone, or the record with its timeline. */
import type { Transaction } from '../../platform/db.ts';
import { removeIn } from '../../platform/storage/files.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { Message } from './contract.ts';
import type { MessagesDeps } from './deps.ts';
import { messagesErrors } from './errors.ts';
import {
  blankBody,
  dropDeadLetter,
  dropMediaFetch,
  dropUsedTemplate,
  eraseEvidence,
  eraseMessageRow,
} from './queries/erase.ts';
import type { MessageRow } from './queries/read.ts';
import { requireMessageId, requireMessageRow } from './read/get-message.ts';
import { messageView, readContent } from './read/message-view.ts';
import { forgetMessage } from './kept/forget.ts';
import { deleteContent } from './queries/content.ts';
import { isFinal, RANK } from './status.ts';

/** A message without a receipt may leave once more over another channel within this time. */
const MAY_LEAVE_AGAIN_MS = 3_600_000;

/** Empties the text of a message that cannot leave any more. Repeating it changes nothing. */
export async function redactMessage(deps: MessagesDeps, actor: Actor, publicId: string): Promise<Message> {
  const { names } = await deps.tables.of(requireWorkspace(actor));
  return onFinished(deps, actor, publicId, async (tx, row, workspaceId) => {
    await tx.query(blankBody, [workspaceId, row.id]);
    await eraseContent(deps, tx, row, workspaceId);
    await forgetMessage(tx, workspaceId, row.id);
    await tx.query(dropDeadLetter, [workspaceId, row.id]);
    await publish(deps, tx, actor, publicId, 'message.redacted');
    return messageView(
      { ...row, body: '', content: null },
      { publicIds: deps.publicIds, names, now: deps.clock.now() },
    );
  });
}

/** Removes a message that cannot leave any more, and its timeline. What it cost stays in the ledger. */
export const eraseMessage = (deps: MessagesDeps, actor: Actor, publicId: string): Promise<void> =>
  onFinished(deps, actor, publicId, async (tx, row, workspaceId) => {
    await tx.query(dropDeadLetter, [workspaceId, row.id]);
    await eraseContent(deps, tx, row, workspaceId);
    await tx.query(dropUsedTemplate, [workspaceId, row.id]);
    await forgetMessage(tx, workspaceId, row.id);
    await tx.query(eraseEvidence, [workspaceId, row.id]);
    await tx.query(eraseMessageRow, [workspaceId, row.id]);
    await publish(deps, tx, actor, publicId, 'message.erased');
  });

/** With the file that a person sent. Files that the company sent are its own, and other messages may hold them too. */
async function eraseContent(
  { publicIds }: MessagesDeps,
  tx: Transaction,
  { id, direction }: MessageRow,
  workspaceId: string,
): Promise<void> {
  await tx.query(dropMediaFetch, [workspaceId, id]);
  const [gone] = await tx.query(deleteContent, [workspaceId, id]);
  if (gone === undefined || direction === 0) return;
  const content = readContent(gone.content);
  const file = content.type === 'media' && 'file' in content ? content.file : null;
  const fileId = file === null ? undefined : publicIds.decode('file', file);
  if (fileId !== undefined) await removeIn(tx, workspaceId, fileId);
}

async function onFinished<T>(
  deps: MessagesDeps,
  actor: Actor,
  publicId: string,
  work: (tx: Transaction, row: MessageRow, workspaceId: string) => Promise<T>,
): Promise<T> {
  const workspaceId = requireWorkspace(actor);
  const id = requireMessageId(deps, publicId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireMessageRow(tx, workspaceId, id);
    if (!isFinished(row, deps.clock.now())) throw new Problem(messagesErrors.not_finished, { field: 'id' });
    return work(tx, row, workspaceId);
  });
}

function isFinished(row: MessageRow, now: number): boolean {
  if (row.queued) return false;
  if (row.direction === 1) return true;
  const rank = row.status ?? RANK.accepted;
  return isFinal(rank) || now - (row.status_at ?? row.created_at).getTime() > MAY_LEAVE_AGAIN_MS;
}

const publish = (
  deps: MessagesDeps,
  tx: Transaction,
  actor: Actor,
  resource: string,
  type: 'message.redacted' | 'message.erased',
): Promise<void> =>
  deps.bus.publish(tx, [
    { type, workspaceId: requireWorkspace(actor), actor: actorRef(actor), resource, data: {} },
  ]);
