/** Carries out, over the connections that this process holds, what is wished for at the providers. */
import type { TemplateDesk as ProviderDesk } from '../../../channels/channel.ts';
import type { Logger } from '../../../platform/log.ts';
import { recordState } from '../approval/record-state.ts';
import { findApproval } from '../queries/approvals.ts';
import {
  claimTask,
  finishTask,
  insertSyncIfOld,
  postponeTask,
  purgeTasks,
  type TaskRow,
} from '../queries/tasks.ts';
import { doTask } from './do-task.ts';
import type { TaskDeps } from './task-outcome.ts';

/** How often the table is asked when nobody wakes the desk. */
const IDLE_MS = 5_000;
/** Longer than any task takes; when its process dies, another one takes the task then. */
const LEASE_MS = 10 * 60_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** News of the provider comes by webhook; what was missed is found this late at most. */
const SYNC_EVERY_MS = 3_600_000;
const SYNC_DEADLINE_MS = 3_600_000;
const KEPT_MS = 30 * 86_400_000;

export interface OpenDesk {
  readonly workspaceId: string;
  /** UUID */
  readonly channelId: string;
  readonly desk: ProviderDesk;
}

export interface TemplateDeskDeps extends TaskDeps {
  readonly log: Logger;
  /** The channels of this process whose provider approves templates. */
  readonly openDesks: () => readonly OpenDesk[];
  /** A state changed: what is remembered about the workspace is old. */
  readonly onChanged: (workspaceId: string) => void;
}

export interface TemplateDesk {
  wake(): void;
  /** Does everything that is due, then resolves. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export function startTemplateDesk(deps: TemplateDeskDeps): TemplateDesk {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let purgedAt = 0;

  async function drain(): Promise<void> {
    try {
      await orderSyncs(deps);
      while (!stopped && (await doNext(deps)));
      if (deps.now() - purgedAt > SYNC_EVERY_MS) {
        await deps.db.query(purgeTasks, [new Date(deps.now() - KEPT_MS)]);
        purgedAt = deps.now();
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'the template desk waits for the database');
    }
  }

  function schedule(delay: number): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      running = running.then(drain).finally(() => schedule(IDLE_MS));
    }, delay);
  }
  schedule(IDLE_MS);
  return {
    wake: () => schedule(0),
    drain: () => (running = running.then(drain)),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function orderSyncs(deps: TemplateDeskDeps): Promise<void> {
  const now = deps.now();
  for (const { workspaceId, channelId } of deps.openDesks()) {
    await deps.db.query(insertSyncIfOld, [
      workspaceId,
      channelId,
      new Date(now + SYNC_DEADLINE_MS),
      new Date(now - SYNC_EVERY_MS),
    ]);
  }
}

/** False when nothing is due. */
async function doNext(deps: TemplateDeskDeps): Promise<boolean> {
  const desks = new Map(deps.openDesks().map((one) => [one.channelId, one]));
  if (desks.size === 0) return false;
  const [task] = await deps.db.query(claimTask, [[...desks.keys()], new Date(deps.now() + LEASE_MS)]);
  if (task === undefined) return false;
  const open = desks.get(task.channel_id);
  if (open === undefined) return false;
  const outcome = await doTask(deps, task, open.desk);
  if (outcome.kind === 'again' && deps.now() < task.deadline.getTime()) {
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (task.attempts - 1));
    const due = new Date(deps.now() + pause);
    await deps.db.query(postponeTask, [task.workspace_id, task.id, task.attempts, due, outcome.detail]);
    return true;
  }
  if (outcome.kind !== 'done') await tellFailure(deps, task, outcome.detail);
  const ending = outcome.kind === 'again' ? 'expired' : outcome.kind;
  const detail = outcome.kind === 'done' ? null : outcome.detail;
  await deps.db.query(finishTask, [task.workspace_id, task.id, task.attempts, ending, detail]);
  deps.onChanged(task.workspace_id);
  return true;
}

/** A wish that cannot be carried out shows on the template it was about. */
async function tellFailure(deps: TemplateDeskDeps, task: TaskRow, detail: string): Promise<void> {
  const { workspace_id: workspaceId, approval_id: approvalId } = task;
  deps.log.warn({ channel: task.channel_id, kind: task.kind, detail }, 'a template task failed');
  if (approvalId === null || task.kind === 'remove') return;
  await deps.db.transaction(async (tx) => {
    const [approval] = await tx.query(findApproval, [workspaceId, approvalId]);
    if (approval === undefined) return;
    await recordState(deps.bus, tx, workspaceId, approval, {
      kind: 'failed',
      state: 'failed',
      reason: detail,
      recommendation: null,
      at: new Date(deps.now()),
    });
  });
}
