/** One wish at one provider. No transaction is open while the provider is asked. */
import type { ProviderTemplate, TemplateDesk as ProviderDesk } from '../../../channels/channel.ts';
import { TemplateDesign } from '../../../lib/template/design.ts';
import { providerDraft } from '../approval/provider-draft.ts';
import { recordState } from '../approval/record-state.ts';
import { type ApprovalRow, findApproval } from '../queries/approvals.ts';
import type { TaskRow } from '../queries/tasks.ts';
import { findVersion } from '../queries/templates.ts';
import { syncChannel } from './sync-channel.ts';
import { refused, type TaskDeps, type TaskOutcome } from './task-outcome.ts';

/** One call of a provider. */
const CALL_MS = 30_000;

const DONE: TaskOutcome = { kind: 'done' };

export async function doTask(deps: TaskDeps, task: TaskRow, desk: ProviderDesk): Promise<TaskOutcome> {
  if (task.kind === 'sync') return syncChannel(deps, task, desk);
  const { workspace_id: workspaceId, approval_id: approvalId } = task;
  const approval = await readApproval(deps, workspaceId, approvalId ?? '');
  if (approval === undefined) return { kind: 'failed', detail: 'The approval is gone.' };
  return task.kind === 'remove'
    ? remove(deps, workspaceId, approval, desk)
    : submit(deps, workspaceId, approval, desk);
}

const readApproval = async (
  { db }: TaskDeps,
  workspaceId: string,
  id: string,
): Promise<ApprovalRow | undefined> => (await db.query(findApproval, [workspaceId, id]))[0];

/** Whether it is new there or mended is told by whether the provider gave it an id. */
async function submit(
  deps: TaskDeps,
  workspaceId: string,
  approval: ApprovalRow,
  desk: ProviderDesk,
): Promise<TaskOutcome> {
  const [version] = await deps.db.query(findVersion, [
    workspaceId,
    approval.template_id ?? '',
    approval.version ?? 0,
  ]);
  const design = version === undefined ? undefined : TemplateDesign.parse(version.design);
  const draft = design === undefined ? undefined : providerDraft(design, approval.language, approval.name);
  if (draft === undefined) return { kind: 'failed', detail: 'The version is gone.' };
  const signal = AbortSignal.timeout(CALL_MS);
  const isEdit = approval.external_id !== null;
  const outcome = await (approval.external_id === null
    ? desk.submit(draft, signal)
    : desk.edit(approval.external_id, draft, signal));
  if (!outcome.ok) return refused(outcome);
  await deps.db.transaction((tx) =>
    recordState(deps.bus, tx, workspaceId, approval, {
      kind: isEdit ? 'edited' : 'submitted',
      ...newsOf(outcome.value, deps.now()),
    }),
  );
  return DONE;
}

const newsOf = (template: ProviderTemplate, now: number) => ({
  state: template.state,
  reason: template.reason ?? null,
  recommendation: null,
  at: new Date(now),
  externalId: template.externalId,
  category: template.category,
});

async function remove(
  deps: TaskDeps,
  workspaceId: string,
  approval: ApprovalRow,
  desk: ProviderDesk,
): Promise<TaskOutcome> {
  if (approval.external_id !== null) {
    const outcome = await desk.remove(approval.name, approval.external_id, AbortSignal.timeout(CALL_MS));
    if (!outcome.ok) return refused(outcome);
  }
  await deps.db.transaction((tx) =>
    recordState(deps.bus, tx, workspaceId, approval, {
      kind: 'removed',
      state: 'deleted',
      reason: null,
      recommendation: null,
      at: new Date(deps.now()),
    }),
  );
  return DONE;
}
