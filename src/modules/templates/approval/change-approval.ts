/** What people do with an approval after it was asked for. */
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { getTemplate } from '../authoring/list-templates.ts';
import type { AdoptApproval, ApprovalEvent, SyncTemplates, Template } from '../contract.ts';
import type { TemplatesDeps } from '../deps.ts';
import { templatesErrors } from '../errors.ts';
import {
  type ApprovalRow,
  findApproval,
  insertApprovalEvent,
  listApprovalEvents,
  saveState,
  takeOverApproval,
} from '../queries/approvals.ts';
import { insertSync, insertTask } from '../queries/tasks.ts';
import { findVersion } from '../queries/templates.ts';
import { publishFact, requireTemplate } from '../template-view.ts';
import { approvingChannel, TASK_MS } from './submit-template.ts';

async function requireApproval(tx: Transaction, workspaceId: string, publicId: string): Promise<ApprovalRow> {
  const id = uuidOfPublicId('tap', publicId);
  const [row] = id === undefined ? [] : await tx.query(findApproval, [workspaceId, id]);
  if (row === undefined) throw new Problem(templatesErrors.approval_not_found, { field: 'id' });
  return row;
}

export async function listEventViews(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
): Promise<ApprovalEvent[]> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const { id } = await requireApproval(tx, workspaceId, publicId);
    const rows = await tx.query(listApprovalEvents, [workspaceId, id]);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  });
}

/** Deletes it at the provider; one that never got there is only forgotten. */
export async function removeApproval(deps: TemplatesDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireApproval(tx, workspaceId, publicId);
    const now = deps.now();
    if (row.external_id === null) {
      await tx.query(saveState, [workspaceId, row.id, 'deleted', null, null, null, null, new Date(now)]);
    } else {
      await tx.query(insertTask, [workspaceId, row.channel_id, 'remove', row.id, new Date(now + TASK_MS)]);
    }
    const { id: by } = actorRef(actor);
    await tx.query(insertApprovalEvent, [workspaceId, row.id, 'removed', null, null, null, by, null]);
    const data = { name: row.name, language: row.language };
    await publishFact(deps, tx, actor, { type: 'template.approval_removed', resource: publicId, data });
  });
  deps.books.forget(workspaceId);
  deps.onTask();
}

/** Links what was made at the provider with a version of ours that says the same. */
export async function adoptApproval(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof AdoptApproval>,
): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const approval = await requireApproval(tx, workspaceId, publicId);
    const template = await requireTemplate(tx, workspaceId, input.template);
    const [version] = await tx.query(findVersion, [workspaceId, template.id, input.version]);
    if (version === undefined) throw new Problem(templatesErrors.version_unknown, { field: 'version' });
    if (approval.template_id !== null) throw new Problem(templatesErrors.approval_taken);
    await tx.query(takeOverApproval, [workspaceId, approval.id, template.id, input.version]);
    const { id: by } = actorRef(actor);
    await tx.query(insertApprovalEvent, [
      ...([workspaceId, approval.id, 'adopted', approval.state, null, template.name, by, null] as const),
    ]);
    const data = { template: publicIdOfUuid('tpl', template.id), version: input.version };
    await publishFact(deps, tx, actor, { type: 'template.approval_adopted', resource: publicId, data });
  });
  deps.books.forget(workspaceId);
  return getTemplate(deps, actor, input.template);
}

/** Asks the provider for its whole list soon. */
export async function syncTemplates(
  deps: TemplatesDeps,
  actor: Actor,
  input: z.output<typeof SyncTemplates>,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const channelId = await approvingChannel(deps, workspaceId, input.channel);
  const deadline = new Date(deps.now() + TASK_MS);
  await deps.db.queryInWorkspace(workspaceId, insertSync, [workspaceId, channelId, deadline]);
  deps.onTask();
}
