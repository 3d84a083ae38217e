import type { ChannelNotice, TemplateState } from '../../../channels/channel.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { findApprovalAtProvider, insertApprovalEvent, saveQuality } from '../queries/approvals.ts';
import { insertSync } from '../queries/tasks.ts';
import { recordCategory, recordState } from './record-state.ts';
import { TASK_MS } from './submit-template.ts';

/** Meta's words for what happened (`message_template_status_update`), as states. */
const STATES: Readonly<Record<string, TemplateState>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNARCHIVED: 'approved',
  UNPAUSED: 'approved',
  PENDING: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  LOCKED: 'disabled',
  IN_APPEAL: 'in_appeal',
  PENDING_DELETION: 'deleted',
  DELETED: 'deleted',
  LIMIT_EXCEEDED: 'limit_exceeded',
  ARCHIVED: 'archived',
};

/** A notice of a channel as it was published. */
export type TemplateNotice = Pick<ChannelNotice, 'externalId' | 'subject' | 'state' | 'at' | 'data'> & {
  readonly topic: 'template_status' | 'template_category' | 'template_quality';
  readonly detail: string | null;
};

/**
 * News of a provider about a template, in the transaction that stores the news. Told twice, it counts once; about a
 * template that nobody here knows, the whole list is asked for.
 */
export async function heedNotice(
  deps: { readonly bus: EventBus; readonly now: () => number },
  tx: Transaction,
  channel: { readonly workspaceId: string; readonly id: string },
  notice: TemplateNotice,
): Promise<void> {
  const { workspaceId, id: channelId } = channel;
  const [approval] = await tx.query(findApprovalAtProvider, [
    workspaceId,
    channelId,
    notice.subject,
    wordOf(notice, 'name', 'message_template_name') ?? null,
    wordOf(notice, 'language', 'message_template_language') ?? null,
  ]);
  if (approval === undefined) {
    await tx.query(insertSync, [workspaceId, channelId, new Date(deps.now() + TASK_MS)]);
    return;
  }
  const newsId = notice.externalId;
  if (notice.topic === 'template_category')
    return recordCategory(deps.bus, tx, workspaceId, approval, notice.state, newsId);
  const state = STATES[notice.state.toUpperCase()];
  if (notice.topic === 'template_quality' || state === undefined) {
    const quality = notice.state.toUpperCase();
    const [fresh] = await tx.query(insertApprovalEvent, [
      ...([workspaceId, approval.id, 'quality', null, notice.detail, quality, null, newsId] as const),
    ]);
    if (fresh !== undefined) await tx.query(saveQuality, [workspaceId, approval.id, quality]);
    return;
  }
  await recordState(deps.bus, tx, workspaceId, approval, {
    kind: 'state',
    state,
    reason: wordOf(notice, 'reason') ?? notice.detail,
    recommendation: wordOf(notice, 'recommendation') ?? recommendedIn(notice),
    at: notice.at,
    externalId: notice.subject,
    newsId,
  });
}

/** What was said besides the bare reason. */
function recommendedIn(notice: TemplateNotice): string | null {
  const reason = wordOf(notice, 'reason');
  return notice.detail === null || notice.detail === reason ? null : notice.detail;
}

function wordOf({ data }: TemplateNotice, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = data[name];
    if (typeof value === 'string' && value !== '' && value !== 'NONE') return value;
  }
  return undefined;
}
