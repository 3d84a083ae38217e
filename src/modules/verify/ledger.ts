/**
 * Every change to verifications goes through one queue per process and one lock per workspace: what arrives while
 * a commit is under way shares the next one. So limits hold over all nodes, of 200 checks of one right code one is
 * right, and the price of a transaction is paid once per batch.
 */
import type { Database, Transaction } from '../../platform/db.ts';
import { CommitQueue, type OpenGateFor, type Queued } from '../messages/index.ts';
import { type Checked, type CheckRequest, flushChecks } from './check/flush-checks.ts';
import type { FlushDeps } from './flush-deps.ts';
import { ONE_WRITER } from './queries/limits.ts';
import { flushStarts, type Started, type StartRequest } from './start/flush-starts.ts';

type Request =
  | { readonly kind: 'start'; readonly start: StartRequest }
  | { readonly kind: 'check'; readonly check: CheckRequest };
type Answer = Started | Checked;
type Entry = Queued<Request, Answer>;

export interface Ledger {
  start(workspaceId: string, request: StartRequest): Promise<Started>;
  check(workspaceId: string, request: CheckRequest): Promise<Checked>;
  idle(): Promise<void>;
}

export interface LedgerDeps extends FlushDeps {
  readonly db: Database;
  /** Codes leave in the transaction that stores them. */
  readonly openGate: OpenGateFor;
}

export function createLedger(deps: LedgerDeps): Ledger {
  const queue = new CommitQueue<Request, Answer>((workspaceId, batch) => flush(deps, workspaceId, batch));
  return {
    idle: () => queue.idle(),
    async start(workspaceId, start) {
      const answer = await queue.submit(workspaceId, { kind: 'start', start }, 1);
      if (answer.kind !== 'started') throw new TypeError('a start was not answered as one');
      return answer;
    },
    async check(workspaceId, check) {
      const answer = await queue.submit(workspaceId, { kind: 'check', check }, 1);
      if (answer.kind !== 'checked') throw new TypeError('a check was not answered as one');
      return answer;
    },
  };
}

async function flush(deps: LedgerDeps, workspaceId: string, batch: readonly Entry[]): Promise<void> {
  const starts = batch.flatMap(({ request }) => (request.kind === 'start' ? [request.start] : []));
  const checks = batch.flatMap(({ request }) => (request.kind === 'check' ? [request.check] : []));
  const gate = starts.length === 0 ? undefined : await deps.openGate(workspaceId);
  const store = async (tx: Transaction) => {
    const context = { deps, tx, workspaceId, now: deps.now() };
    return {
      check: checks.length === 0 ? [] : await flushChecks(context, checks),
      start: gate === undefined ? [] : await flushStarts(context, gate, starts),
    };
  };
  const stored = deps.db.inWorkspace(workspaceId, store, ONE_WRITER);
  const answers = await stored.catch((error: unknown) => {
    if (gate?.failed(error) !== true) throw error;
  });
  if (answers === undefined) return flush(deps, workspaceId, batch);
  gate?.committed();
  settle(batch, answers);
}

function settle(
  batch: readonly Entry[],
  answers: { readonly check: readonly Checked[]; readonly start: readonly Started[] },
): void {
  const next = { start: 0, check: 0 };
  for (const { request, resolve, reject } of batch) {
    const answer = answers[request.kind][next[request.kind]++];
    if (answer === undefined) reject(new TypeError('a request was not answered'));
    else resolve(answer);
  }
}
