import type { ProviderTemplate, TemplateDesk as ProviderDesk } from '../../../channels/channel.ts';
import type { Transaction } from '../../../platform/db.ts';
import { recordState } from '../approval/record-state.ts';
import {
  findApproval,
  findApprovalAtProvider,
  insertApprovalEvent,
  insertStranger,
  listUnlisted,
  markSeen,
} from '../queries/approvals.ts';
import type { TaskRow } from '../queries/tasks.ts';
import { refused, type TaskDeps, type TaskOutcome } from './task-outcome.ts';

/** Meta holds 250 to 6,000 templates an account; a hundred a page. */
const MOST_PAGES = 100;
const CALL_MS = 30_000;
const CATEGORIES = ['authentication', 'utility', 'marketing'] as const;

/** The provider's list is the truth about states: news that was missed is caught up with, strangers are taken in. */
export async function syncChannel(deps: TaskDeps, task: TaskRow, desk: ProviderDesk): Promise<TaskOutcome> {
  const { workspace_id: workspaceId, channel_id: channelId } = task;
  const startedAt = new Date(deps.now());
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const outcome = await desk.list(cursor, AbortSignal.timeout(CALL_MS));
    if (!outcome.ok) return refused(outcome);
    await deps.db.transaction(async (tx) => {
      for (const item of outcome.value.items) await takeIn(deps, tx, { workspaceId, channelId }, item);
    });
    cursor = outcome.value.next;
    if (cursor === undefined) break;
  }
  // Only a list that was read to its end says that something is gone.
  if (cursor === undefined) await markGone(deps, workspaceId, channelId, startedAt);
  return { kind: 'done' };
}

interface Place {
  readonly workspaceId: string;
  readonly channelId: string;
}

async function takeIn(
  deps: TaskDeps,
  tx: Transaction,
  { workspaceId, channelId }: Place,
  item: ProviderTemplate,
): Promise<void> {
  const { externalId, name, language, category, state, reason = null } = item;
  const [known] = await tx.query(findApprovalAtProvider, [
    workspaceId,
    channelId,
    externalId,
    name,
    language,
  ]);
  if (known === undefined) return adoptStranger(tx, { workspaceId, channelId }, item);
  await tx.query(markSeen, [workspaceId, known.id]);
  const changed =
    known.state !== state ||
    known.external_id !== externalId ||
    known.provider_category !== category.toLowerCase();
  // What waits for us to submit or mend it is not judged by how it stood before.
  if (!changed || (known.state === 'submitting' && known.external_id !== null)) return;
  await recordState(deps.bus, tx, workspaceId, known, {
    kind: 'state',
    state,
    reason: reason ?? (known.state === state ? known.reason : null),
    recommendation: known.state === state ? known.recommendation : null,
    at: new Date(deps.now()),
    externalId,
    category,
  });
}

async function adoptStranger(tx: Transaction, place: Place, item: ProviderTemplate): Promise<void> {
  const { externalId, name, language, state, reason = null } = item;
  if (state === 'deleted') return;
  const filed = item.category.toLowerCase();
  const category = CATEGORIES.find((one) => one === filed) ?? 'utility';
  const [row] = await tx.query(insertStranger, [
    ...([
      place.workspaceId,
      place.channelId,
      name,
      language,
      category,
      externalId,
      filed,
      state,
      reason,
    ] as const),
  ]);
  if (row === undefined) return;
  await tx.query(insertApprovalEvent, [
    ...([place.workspaceId, row.id, 'state', state, reason, null, null, null] as const),
  ]);
}

async function markGone(
  deps: TaskDeps,
  workspaceId: string,
  channelId: string,
  startedAt: Date,
): Promise<void> {
  const rows = await deps.db.query(listUnlisted, [workspaceId, channelId, startedAt]);
  for (const { id } of rows) {
    await deps.db.transaction(async (tx) => {
      const [approval] = await tx.query(findApproval, [workspaceId, id]);
      if (approval === undefined) return;
      await recordState(deps.bus, tx, workspaceId, approval, {
        kind: 'state',
        state: 'deleted',
        reason: null,
        recommendation: null,
        at: new Date(deps.now()),
      });
    });
  }
}
