import { lintTemplate } from '../../../lib/template/lint/lint-template.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { Template, TemplateFinding, TemplateList, TemplateVersion } from '../contract.ts';
import type { TemplatesDeps } from '../deps.ts';
import { listApprovals, listApprovalsOfTemplate } from '../queries/approvals.ts';
import { listTemplates, listVersions } from '../queries/templates.ts';
import { approvalViews, designOf, requireTemplate, summaryView, versionView } from '../template-view.ts';

export async function listTemplateViews(deps: TemplatesDeps, actor: Actor): Promise<TemplateList> {
  const workspaceId = requireWorkspace(actor);
  const [view, table] = await Promise.all([approvalViews(deps, workspaceId), deps.tables.of(workspaceId)]);
  const { rows, approvals } = await deps.db.inWorkspace(workspaceId, async (tx) => ({
    rows: await tx.query(listTemplates, [workspaceId]),
    approvals: (await tx.query(listApprovals, [workspaceId])).map(view),
  }));
  return {
    items: rows.map((row) => summaryView(row, approvals)),
    strangers: approvals.filter(({ templateId, state }) => templateId === null && state !== 'deleted'),
    channels: table.channels
      .filter(({ type }) => takesApprovals(type))
      .map(({ publicId, name, type }) => ({ id: publicId, name, medium: type.medium })),
  };
}

/** Its provider approves content first. */
export const takesApprovals = (type: {
  readonly medium: string;
  readonly capabilities: { readonly content?: readonly string[] };
}): boolean => type.medium === 'whatsapp' && (type.capabilities.content?.includes('template') ?? false);

export async function getTemplate(deps: TemplatesDeps, actor: Actor, publicId: string): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  const view = await approvalViews(deps, workspaceId);
  const reference = await deps.lintReference(workspaceId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireTemplate(tx, workspaceId, publicId);
    const approvals = (await tx.query(listApprovalsOfTemplate, [workspaceId, row.id])).map(view);
    const design = designOf(row);
    return {
      ...summaryView(row, approvals),
      id: publicIdOfUuid('tpl', row.id),
      design,
      findings: findingsOf(design, row.slug, reference),
      lintReference: reference,
    };
  });
}

export const findingsOf = (
  design: Template['design'],
  name: string,
  reference: Template['lintReference'],
): TemplateFinding[] => lintTemplate(design, { name, ...reference }).map((one) => ({ ...one }));

export async function listVersionViews(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
): Promise<TemplateVersion[]> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireTemplate(tx, workspaceId, publicId);
    return (await tx.query(listVersions, [workspaceId, row.id])).map(versionView);
  });
}
