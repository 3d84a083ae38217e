import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import { TemplateDesign } from '../../lib/template/design.ts';
import type { Executor, Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { RoutingTable } from '../routing/index.ts';
import type { TemplateApproval, TemplateSummary, TemplateVersion } from './contract.ts';
import type { TemplatesDeps } from './deps.ts';
import { templatesErrors } from './errors.ts';
import type { ApprovalRow } from './queries/approvals.ts';
import { findTemplate, type TemplateRow, type VersionRow } from './queries/templates.ts';

const EXCERPT = 140;

export const templateUuid = (publicId: string): string => {
  const id = uuidOfPublicId('tpl', publicId);
  if (id === undefined) throw new Problem(templatesErrors.template_not_found, { field: 'id' });
  return id;
};

export async function requireTemplate(
  tx: Executor,
  workspaceId: string,
  publicId: string,
): Promise<TemplateRow> {
  const [row] = await tx.query(findTemplate, [workspaceId, templateUuid(publicId)]);
  if (row === undefined) throw new Problem(templatesErrors.template_not_found, { field: 'id' });
  return row;
}

/** What is being written, or the newest version. */
export const designOf = (row: TemplateRow): TemplateDesign => TemplateDesign.parse(row.draft ?? row.design);

export function summaryView(row: TemplateRow, approvals: readonly TemplateApproval[]): TemplateSummary {
  const design = designOf(row);
  const id = publicIdOfUuid('tpl', row.id);
  return {
    id,
    name: row.name,
    slug: row.slug,
    category: design.category,
    languages: Object.keys(design.languages),
    defaultLanguage: row.default_language,
    version: row.version,
    hasDraft: row.draft !== null,
    excerpt: (design.languages[row.default_language]?.body ?? '').slice(0, EXCERPT),
    approvals: approvals.filter(({ templateId }) => templateId === id),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export const versionView = (row: VersionRow): TemplateVersion => ({
  number: row.number,
  design: TemplateDesign.parse(row.design),
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by,
});

/** How rows become views, with the names of channels and what their categories cost. */
export async function approvalViews(
  deps: Pick<TemplatesDeps, 'tables' | 'priceOf'>,
  workspaceId: string,
): Promise<(row: ApprovalRow) => TemplateApproval> {
  const [table, priceOf] = await Promise.all([deps.tables.of(workspaceId), deps.priceOf(workspaceId)]);
  return (row) => approvalView(row, table, priceOf);
}

function approvalView(
  row: ApprovalRow,
  table: RoutingTable,
  priceOf: Awaited<ReturnType<TemplatesDeps['priceOf']>>,
): TemplateApproval {
  const channel = table.names.get(row.channel_id);
  const filed = row.provider_category?.toLowerCase() ?? null;
  const differs = filed !== null && filed !== row.category;
  return {
    id: publicIdOfUuid('tap', row.id),
    channel: { id: publicIdOfUuid('chn', row.channel_id), name: channel?.name ?? '' },
    name: row.name,
    language: row.language,
    templateId: row.template_id === null ? null : publicIdOfUuid('tpl', row.template_id),
    version: row.version,
    category: row.category,
    providerCategory: filed,
    categoryCost: differs
      ? { asked: priceOf(row.channel_id, row.category), charged: priceOf(row.channel_id, filed) }
      : null,
    state: row.state,
    reason: row.reason,
    recommendation: row.recommendation,
    quality: row.quality,
    stateAt: row.state_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}

export const publishFact = (
  deps: Pick<TemplatesDeps, 'bus'>,
  tx: Transaction,
  actor: Actor,
  fact: { readonly type: string; readonly resource: string; readonly data: Record<string, unknown> },
): Promise<void> =>
  deps.bus.publish(tx, [{ ...fact, workspaceId: requireWorkspace(actor), actor: actorRef(actor) }]);
