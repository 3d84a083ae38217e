/**
 * Every change to verifications goes through one queue per process and one lock per workspace: what arrives while
 * a commit is under way shares the next one. So limits hold over all nodes, of 200 checks of one right code one is
 * right, and the price of a transaction is paid once per batch.
 */
import type { Database } from '../../platform/db.ts';
import { CommitQueue, type Queued } from '../messages/index.ts';
import { type Checked, type CheckRequest, flushChecks } from './check/flush-checks.ts';
import type { FlushDeps } from './flush-deps.ts';
import { lockVerify } from './queries/limits.ts';
import { type Sent, flushSent } from './start/flush-sent.ts';
import { flushStarts, type Started, type StartRequest } from './start/flush-starts.ts';

type Request =
  | { readonly kind: 'start'; readonly start: StartRequest }
  | { readonly kind: 'check'; readonly check: CheckRequest }
  | { readonly kind: 'sent'; readonly sent: Sent };
type Answer = Started | Checked | undefined;
type Entry = Queued<Request, Answer>;

export interface Ledger {
  start(workspaceId: string, request: StartRequest): Promise<Started>;
  check(workspaceId: string, request: CheckRequest): Promise<Checked>;
  /** What the gate said about a code that was to be sent. */
  sent(workspaceId: string, sent: Sent): Promise<void>;
  /** The same, with the next batch and without anybody waiting: a crash may lose which message it was. */
  sentLater(workspaceId: string, sent: Sent): void;
  idle(): Promise<void>;
}

export function createLedger(deps: FlushDeps & { readonly db: Database }): Ledger {
  const queue = new CommitQueue<Request, Answer>((workspaceId, batch) => flush(deps, workspaceId, batch));
  return {
    idle: () => queue.idle(),
    async start(workspaceId, start) {
      const answer = await queue.submit(workspaceId, { kind: 'start', start }, 1);
      if (answer?.kind !== 'started') throw new TypeError('a start was not answered as one');
      return answer;
    },
    async check(workspaceId, check) {
      const answer = await queue.submit(workspaceId, { kind: 'check', check }, 1);
      if (answer?.kind !== 'checked') throw new TypeError('a check was not answered as one');
      return answer;
    },
    async sent(workspaceId, sent) {
      await queue.submit(workspaceId, { kind: 'sent', sent }, 1);
    },
    sentLater(workspaceId, sent) {
      queue.submit(workspaceId, { kind: 'sent', sent }, 1).catch(() => undefined);
    },
  };
}

async function flush(
  deps: FlushDeps & { readonly db: Database },
  workspaceId: string,
  batch: readonly Entry[],
): Promise<void> {
  const starts = batch.flatMap(({ request }) => (request.kind === 'start' ? [request.start] : []));
  const checks = batch.flatMap(({ request }) => (request.kind === 'check' ? [request.check] : []));
  const sent = batch.flatMap(({ request }) => (request.kind === 'sent' ? [request.sent] : []));
  const answers = await deps.db.inWorkspace(workspaceId, async (tx) => {
    tx.send(lockVerify, [workspaceId]);
    const context = { deps, tx, workspaceId, now: deps.now() };
    flushSent(context, sent);
    return {
      check: checks.length === 0 ? [] : await flushChecks(context, checks),
      start: starts.length === 0 ? [] : await flushStarts(context, starts),
    };
  });
  const next = { start: 0, check: 0 };
  for (const { request, resolve } of batch) {
    if (request.kind === 'sent') resolve(undefined);
    else resolve(answers[request.kind][next[request.kind]++]);
  }
}
