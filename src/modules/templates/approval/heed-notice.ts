import type { ChannelNotice, TemplateNews } from '../../../channels/channel.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { findApprovalAtProvider, insertApprovalEvent, saveQuality } from '../queries/approvals.ts';
import { insertSync } from '../queries/tasks.ts';
import { recordCategory, recordState } from './record-state.ts';
import { TASK_MS } from './submit-template.ts';

/** A notice of a channel as it was published. */
export type TemplateNotice = Pick<ChannelNotice, 'externalId' | 'subject' | 'state' | 'at'> & {
  readonly topic: 'template_status' | 'template_category' | 'template_quality';
  readonly detail: string | null;
  readonly template: TemplateNews;
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
  const { name, language, state, reason, recommendation } = notice.template;
  const [approval] = await tx.query(findApprovalAtProvider, [
    workspaceId,
    channelId,
    notice.subject,
    name ?? null,
    language ?? null,
  ]);
  if (approval === undefined) {
    await tx.query(insertSync, [workspaceId, channelId, new Date(deps.now() + TASK_MS)]);
    return;
  }
  const newsId = notice.externalId;
  if (notice.topic === 'template_category')
    return recordCategory(deps.bus, tx, workspaceId, approval, notice.state, newsId);
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
    reason: reason ?? notice.detail,
    recommendation: recommendation ?? null,
    at: notice.at,
    externalId: notice.subject,
    newsId,
  });
}
