/** Works an import off, batch by batch. Each batch and how far it goes are one transaction, so nothing is ever done twice. */
import { z } from 'zod';
import type { ActorRef } from '../../../../platform/events/event.ts';
import { read } from '../../../../platform/storage/files.ts';
import { ColumnTarget, ImportOptions } from '../../contract.ts';
import { listFields } from '../../queries/fields.ts';
import type { TransferDeps } from '../deps.ts';
import { publishEnd } from '../events.ts';
import { advanceImport, endImport, type ImportRow, releaseImport } from '../queries/imports.ts';
import { readDialect } from '../table/read-dialect.ts';
import { rowsOf, type SheetRow, XlsxFault } from '../table/table.ts';
import { ChangedMeanwhile, loadOwners, resolveTags } from './load-owners.ts';
import { planBatch } from './plan-batch.ts';
import { type Candidate, readRow, type RowFault, type Target } from './read-row.ts';
import { writeFaults, writePlanned } from './write-batch.ts';

/** Starts without any progress, after which it is given up. */
const MAX_ATTEMPTS = 5;
const MAX_COLLISIONS = 5;

interface Job {
  readonly row: ImportRow;
  readonly actor: ActorRef;
  readonly targets: readonly Target[];
  readonly options: ImportOptions;
}

/** `isStopped` is asked between batches; the import then waits for another process, or for this one to start again. */
export async function runImport(deps: TransferDeps, row: ImportRow, isStopped: () => boolean): Promise<void> {
  if (row.attempts > MAX_ATTEMPTS) return endWith(deps, row, row.done_row, 'failed', 'internal');
  const found = await read(deps.db, row.workspace_id, BigInt(row.file_id));
  if (found === undefined) return endWith(deps, row, row.done_row, 'failed', 'file_gone');
  const job = await prepare(deps, row);
  let doneRow = row.done_row;
  let waiting: SheetRow[] = [];
  try {
    for await (const rows of rowsOf(found, readDialect(row.dialect))) {
      for (const one of rows) if (one.row > row.done_row) waiting.push(one);
      while (waiting.length >= deps.batchRows) {
        if (isStopped()) return await release(deps, row, doneRow);
        const batch = waiting.slice(0, deps.batchRows);
        waiting = waiting.slice(deps.batchRows);
        const next = await commitBatch(deps, job, batch, doneRow);
        if (next === undefined) return;
        doneRow = next;
      }
    }
    const last = waiting.length === 0 ? doneRow : await commitBatch(deps, job, waiting, doneRow);
    if (last !== undefined) await endWith(deps, row, last, 'done', null);
  } catch (error) {
    if (!(error instanceof XlsxFault)) throw error;
    await endWith(deps, row, doneRow, 'failed', 'damaged');
  }
}

async function prepare({ db }: TransferDeps, row: ImportRow): Promise<Job> {
  const mapping = z.array(ColumnTarget).parse(row.mapping);
  const fields = await db.queryInWorkspace(row.workspace_id, listFields, [row.workspace_id]);
  const targets = mapping.map((target): Target => {
    // New fields were made when the import was started, and are fields since.
    if (target.to === 'new_field') return { to: 'skip' };
    if (target.to !== 'field') return target;
    const field = fields.find(({ key }) => key === target.key);
    return field === undefined ? { to: 'skip' } : { to: 'field', ...field };
  });
  return {
    row,
    actor: { kind: row.actor_kind, id: row.actor_id },
    targets,
    options: ImportOptions.parse(row.options),
  };
}

/** The row up to which everything is committed now; undefined when the import is not ours any more. */
async function commitBatch(
  deps: TransferDeps,
  job: Job,
  rows: readonly SheetRow[],
  doneRow: number,
): Promise<number | undefined> {
  const candidates: Candidate[] = [];
  const faults: RowFault[] = [];
  for (const row of rows) {
    const one = readRow(row, job.targets);
    if (one.ok) candidates.push(one.candidate);
    else faults.push(one.fault);
  }
  const newRow = rows.at(-1)?.row ?? doneRow;
  for (let attempt = 1; ; attempt++) {
    try {
      const ours = await writeBatch(deps, job, { candidates, faults, doneRow, newRow });
      return ours ? newRow : undefined;
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === MAX_COLLISIONS) throw error;
    }
  }
}

interface Batch {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly RowFault[];
  readonly doneRow: number;
  readonly newRow: number;
}

class NotOurs extends Error {}

async function writeBatch(deps: TransferDeps, job: Job, batch: Batch): Promise<boolean> {
  const { workspace_id: workspaceId, id } = job.row;
  const { options, actor } = job;
  const nextId = (): string => deps.ids.next().toString();
  try {
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      const names = batch.candidates.flatMap(({ tags }) => tags);
      const tagIds = await resolveTags(
        tx,
        workspaceId,
        options.tag === undefined ? names : [...names, options.tag],
      );
      const owners = await loadOwners(tx, workspaceId, batch.candidates);
      const plan = planBatch({ candidates: batch.candidates, owners, tagIds, options, nextId });
      await writePlanned(deps, tx, { workspaceId, actor, nextId }, plan.planned);
      const faults = [...batch.faults, ...plan.faults];
      writeFaults(tx, workspaceId, id, faults);
      const { created, updated, unchanged, skipped } = plan.counts;
      const advanced = await tx.query(advanceImport, [
        ...([workspaceId, id] as const),
        ...([batch.doneRow, batch.newRow] as const),
        ...([created, updated, unchanged, skipped, faults.length] as const),
      ]);
      // Canceled, or another process thought that we were gone: all of it is taken back.
      if (advanced.length === 0) throw new NotOurs();
    });
    return true;
  } catch (error) {
    if (error instanceof NotOurs) return false;
    throw error;
  }
}

const release = async ({ db }: TransferDeps, row: ImportRow, doneRow: number): Promise<void> => {
  await db.queryInWorkspace(row.workspace_id, releaseImport, [row.workspace_id, row.id, doneRow]);
};

async function endWith(
  deps: TransferDeps,
  { workspace_id: workspaceId, id }: ImportRow,
  doneRow: number,
  state: 'done' | 'failed',
  failure: ImportRow['failure'],
): Promise<void> {
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [ended] = await tx.query(endImport, [workspaceId, id, doneRow, state, failure]);
    if (ended !== undefined) await publishEnd(deps, tx, ended);
  });
}
