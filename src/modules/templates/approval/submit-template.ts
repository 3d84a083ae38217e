import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { TemplateDesign } from '../../../lib/template/design.ts';
import { blocks } from '../../../lib/template/lint/lint-template.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { findingsOf, getTemplate, takesApprovals } from '../authoring/list-templates.ts';
import { problemOf } from '../authoring/write-template.ts';
import type { SubmitTemplate, Template } from '../contract.ts';
import type { TemplatesDeps } from '../deps.ts';
import { templatesErrors } from '../errors.ts';
import {
  type ApprovalRow,
  countEdits,
  insertApprovalEvent,
  listApprovalsOfTemplate,
  mendApproval,
  upsertApproval,
} from '../queries/approvals.ts';
import { insertTask } from '../queries/tasks.ts';
import { findVersion, lockTemplate, type TemplateRow } from '../queries/templates.ts';
import { publishFact, requireTemplate, templateUuid } from '../template-view.ts';

/** Providers answer within minutes; what is not through by then is told. */
export const TASK_MS = 24 * 3_600_000;
const DAY_MS = 86_400_000;
/** Meta: one change in 24 hours and ten in 30 days. */
const EDITS_A_DAY = 1;
const EDITS_A_MONTH = 10;
/** The provider knows it under its id, and it is of no use as it is: mended in place. */
const MENDED: readonly string[] = ['rejected', 'paused'];

/** The UUID of a channel whose provider approves templates. */
export async function approvingChannel(
  deps: TemplatesDeps,
  workspaceId: string,
  publicId: string,
): Promise<string> {
  const { channels } = await deps.tables.of(workspaceId);
  const channel = channels.find((one) => one.publicId === publicId);
  if (channel === undefined || !takesApprovals(channel.type))
    throw new Problem(templatesErrors.channel_unknown, { field: 'channel' });
  return channel.id;
}

/** `kirim_resi`, and `kirim_resi_v2` for the next version: the approved one works on while the next is looked at. */
const approvalName = (slug: string, version: number): string =>
  version === 1 ? slug : `${slug}_v${version}`;

/** Hands a version to the process that holds the channel open. Asking twice changes nothing. */
export async function submitTemplate(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof SubmitTemplate>,
): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  const channelId = await approvingChannel(deps, workspaceId, input.channel);
  const reference = await deps.lintReference(workspaceId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(lockTemplate, [workspaceId, templateUuid(publicId)]);
    const row = await requireTemplate(tx, workspaceId, publicId);
    const version = input.version ?? row.version;
    if (version === 0) throw new Problem(templatesErrors.not_published);
    const [stored] = await tx.query(findVersion, [workspaceId, row.id, version]);
    if (stored === undefined) throw new Problem(templatesErrors.version_unknown, { field: 'version' });
    const design = TemplateDesign.parse(stored.design);
    const findings = findingsOf(design, row.slug, reference);
    if (blocks(findings, 'whatsapp'))
      throw new Problem(templatesErrors.has_errors, problemOf(findings, 'whatsapp'));
    const known = (await tx.query(listApprovalsOfTemplate, [workspaceId, row.id])).filter(
      ({ channel_id }) => channel_id === channelId,
    );
    for (const language of input.languages ?? Object.keys(design.languages)) {
      if (design.languages[language] === undefined)
        throw new Problem(templatesErrors.language_unknown, { field: 'languages' });
      await submitOne(deps, tx, actor, {
        row,
        channelId,
        version,
        language,
        category: design.category,
        known,
      });
    }
  });
  deps.books.forget(workspaceId);
  deps.onTask();
  return getTemplate(deps, actor, publicId);
}

interface Submission {
  readonly row: TemplateRow;
  readonly channelId: string;
  readonly version: number;
  readonly language: string;
  readonly category: string;
  readonly known: readonly ApprovalRow[];
}

async function submitOne(
  deps: TemplatesDeps,
  tx: Transaction,
  actor: Actor,
  { row, channelId, version, language, category, known }: Submission,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const own = known.filter((one) => one.language === language);
  const same = own.find((one) => one.version === version);
  if (same !== undefined && !['failed', 'rejected', 'deleted', 'paused'].includes(same.state)) return;
  const mended = same ?? own.find(({ state }) => MENDED.includes(state));
  const deadline = new Date(deps.now() + TASK_MS);
  let id: string;
  let kind = 'submit';
  if (mended !== undefined && mended.external_id !== null && mended.state !== 'deleted') {
    await refuseTooManyEdits(deps, tx, workspaceId, mended);
    await tx.query(mendApproval, [workspaceId, mended.id, version, category]);
    id = mended.id;
    kind = 'edit';
  } else {
    const name = approvalName(row.slug, version);
    const [stored] = await tx.query(upsertApproval, [
      ...([
        workspaceId,
        same?.id ?? randomUUID(),
        channelId,
        name,
        language,
        row.id,
        version,
        category,
      ] as const),
    ]);
    id = stored?.id ?? '';
  }
  await tx.query(insertTask, [workspaceId, channelId, kind, id, deadline]);
  const { id: by } = actorRef(actor);
  await tx.query(insertApprovalEvent, [workspaceId, id, 'requested', null, null, `v${version}`, by, null]);
  await publishFact(deps, tx, actor, {
    type: 'template.submitted',
    resource: publicIdOfUuid('tpl', row.id),
    data: { approval: publicIdOfUuid('tap', id), version, language },
  });
}

/** Rejected ones may be edited freely; what was approved once is counted. */
async function refuseTooManyEdits(
  deps: TemplatesDeps,
  tx: Transaction,
  workspaceId: string,
  approval: ApprovalRow,
): Promise<void> {
  if (approval.state === 'rejected') return;
  const now = deps.now();
  const [edits] = await tx.query(countEdits, [
    workspaceId,
    approval.id,
    new Date(now - DAY_MS),
    new Date(now - 30 * DAY_MS),
  ]);
  if (Number(edits?.day ?? 0) >= EDITS_A_DAY || Number(edits?.month ?? 0) >= EDITS_A_MONTH)
    throw new Problem(templatesErrors.edit_limit);
}
