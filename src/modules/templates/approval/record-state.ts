/** Every word of a provider about a template passes through here. */
import type { TemplateState } from '../../../channels/channel.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { type ApprovalRow, insertApprovalEvent, saveCategory, saveState } from '../queries/approvals.ts';

export interface StateNews {
  readonly kind: 'submitted' | 'edited' | 'state' | 'failed' | 'removed';
  readonly state: TemplateState | 'failed';
  readonly reason: string | null;
  readonly recommendation: string | null;
  readonly at: Date;
  readonly externalId?: string;
  /** As the provider files it. */
  readonly category?: string;
  /** Of the news; told once under it. */
  readonly newsId?: string;
}

/** Applies news about a state; what is older than what is known goes to the timeline only. */
export async function recordState(
  bus: EventBus,
  tx: Transaction,
  workspaceId: string,
  approval: ApprovalRow,
  news: StateNews,
): Promise<void> {
  const { kind, state, reason, recommendation } = news;
  const [fresh] = await tx.query(insertApprovalEvent, [
    ...([workspaceId, approval.id, kind, state, reason, recommendation, null, news.newsId ?? null] as const),
  ]);
  if (fresh === undefined) return;
  const isAnswer = kind !== 'state';
  if (!isAnswer && secondOf(news.at) < secondOf(approval.state_at)) return;
  await tx.query(saveState, [
    ...([workspaceId, approval.id, state, reason, recommendation] as const),
    news.externalId ?? null,
    news.category?.toLowerCase() ?? null,
    news.at,
  ]);
  if (news.category !== undefined) await announceCategory(bus, tx, workspaceId, approval, news.category);
  if (state === approval.state && kind === 'state') return;
  await bus.publish(tx, [
    {
      type: 'template.approval_changed',
      workspaceId,
      actor: { kind: 'system', id: 'templates.desk' },
      resource: publicIdOfUuid('tap', approval.id),
      data: {
        name: approval.name,
        language: approval.language,
        state,
        reason,
        template: approval.template_id === null ? null : publicIdOfUuid('tpl', approval.template_id),
      },
    },
  ]);
}

/** Providers tell whole seconds: within one, what comes later is later, or an approval at once would be older than its submission. */
const secondOf = (at: Date): number => Math.floor(at.getTime() / 1000);

/** A provider files a template elsewhere than asked: it costs something else from now on. */
export async function recordCategory(
  bus: EventBus,
  tx: Transaction,
  workspaceId: string,
  approval: ApprovalRow,
  category: string,
  newsId: string,
): Promise<void> {
  const [fresh] = await tx.query(insertApprovalEvent, [
    ...([workspaceId, approval.id, 'category', null, null, category.toLowerCase(), null, newsId] as const),
  ]);
  if (fresh === undefined) return;
  await tx.query(saveCategory, [workspaceId, approval.id, category.toLowerCase()]);
  await announceCategory(bus, tx, workspaceId, approval, category);
}

async function announceCategory(
  bus: EventBus,
  tx: Transaction,
  workspaceId: string,
  approval: ApprovalRow,
  category: string,
): Promise<void> {
  const filed = category.toLowerCase();
  if (filed === (approval.provider_category ?? approval.category)) return;
  await bus.publish(tx, [
    {
      type: 'template.category_changed',
      workspaceId,
      actor: { kind: 'system', id: 'templates.desk' },
      resource: publicIdOfUuid('tap', approval.id),
      data: { name: approval.name, language: approval.language, asked: approval.category, charged: filed },
    },
  ]);
}
