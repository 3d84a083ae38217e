/**
 * Writes down what became of deliveries, many at a time: queue, log and the health of endpoints in one
 * transaction. A flush that fails is repeated; if the process dies first, the lease runs out and it is sent again.
 */
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Database, Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { Logger } from '../../../platform/log.ts';
import type { DeliveryAttempt } from '../contract.ts';
import { type ClaimedRow, logAttempts, releaseFollowers, settleQueue } from '../queries/deliveries.ts';
import { noteFailure, noteSuccess } from '../queries/endpoints.ts';
import { wordsOf } from './attempt.ts';
import type { Verdict } from './judge-attempt.ts';
import type { Lane } from './lane.ts';

const GATHER_MS = 8;
const FLUSH_ROWS = 500;
const RETRY_MS = 500;
/** An endpoint that failed for so long without one success is switched off. */
const HOPELESS_MS = 120 * 3_600_000;
/** The health of an endpoint that does not change is written this often. */
const NOTE_MS = 5_000;

export interface Settled {
  readonly row: ClaimedRow;
  readonly verdict: Verdict;
  readonly log: DeliveryAttempt;
  readonly lane: Lane;
  /** Another module keeps the endpoint: it is never switched off, because each delivery has an address of its own. */
  readonly kept: boolean;
  /** Called after the commit. */
  readonly onSettled: () => void;
}

export interface SettleDeps {
  /** Worker role. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly monotonic: () => number;
  /** An endpoint was switched off. */
  readonly onDisabled: () => void;
}

export interface Settler {
  add(settled: Settled): void;
  /** Resolves when everything added so far is committed. */
  idle(): Promise<void>;
}

export function createSettler(deps: SettleDeps): Settler {
  let pending: Settled[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (pending.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const batch = pending.slice(0, FLUSH_ROWS);
      pending = pending.slice(FLUSH_ROWS);
      await untilStored(batch);
      for (const { onSettled } of batch) onSettled();
    }
    running = undefined;
  }

  async function untilStored(batch: readonly Settled[]): Promise<void> {
    for (;;) {
      try {
        const notes = await deps.db.transaction((tx) => store(deps, tx, batch));
        for (const note of notes) believe(note, deps.monotonic());
        if (notes.some(({ disabled }) => disabled)) deps.onDisabled();
        return;
      } catch (error) {
        deps.log.warn({ err: error, deliveries: batch.length }, 'webhook outcomes wait for the database');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  return {
    add(settled) {
      pending.push(settled);
      running ??= run();
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}

const STATUS = { delivered: 'delivered', again: 'pending', exhausted: 'failed', gone: 'failed' } as const;

async function store(deps: SettleDeps, tx: Transaction, batch: readonly Settled[]): Promise<readonly Note[]> {
  const column = (pick: (row: ClaimedRow) => string): string[] => batch.map(({ row }) => pick(row));
  const workspaceIds = column((row) => row.workspace_id);
  const endpointIds = column((row) => row.endpoint_id);
  const ids = column((row) => row.id);
  const delays = batch.map(({ verdict }) => (verdict.kind === 'again' ? verdict.delayMs : null));
  tx.send(settleQueue, [workspaceIds, endpointIds, column((row) => row.key), ids, delays]);
  tx.send(logAttempts, [
    workspaceIds,
    endpointIds,
    ids,
    batch.map(({ verdict }) => STATUS[verdict.kind]),
    batch.map(({ log }) => JSON.stringify(log)),
  ]);
  const freed = batch.filter(({ row, verdict }) => verdict.kind !== 'again' && row.attempts > 0);
  if (freed.length > 0) {
    tx.send(releaseFollowers, [
      freed.map(({ row }) => row.workspace_id),
      freed.map(({ row }) => row.endpoint_id),
      freed.map(({ row }) => row.key),
    ]);
  }
  const notes: Note[] = [];
  for (const group of groupByEndpoint(batch)) notes.push(await noteHealth(deps, tx, group));
  return notes;
}

function groupByEndpoint(batch: readonly Settled[]): Iterable<readonly Settled[]> {
  const groups = new Map<string, Settled[]>();
  for (const settled of batch) {
    const group = groups.get(settled.row.endpoint_id);
    if (group === undefined) groups.set(settled.row.endpoint_id, [settled]);
    else group.push(settled);
  }
  return groups.values();
}

/** What the lane may believe once the transaction is committed. */
interface Note {
  readonly lane: Lane | undefined;
  readonly failure: boolean;
  readonly success: boolean;
  readonly disabled: boolean;
}

/** One success among failures means that it works. */
async function noteHealth(deps: SettleDeps, tx: Transaction, group: readonly Settled[]): Promise<Note> {
  const [first] = group;
  if (first === undefined) return { lane: undefined, failure: false, success: false, disabled: false };
  const { lane, kept } = first;
  const { workspace_id: workspaceId, endpoint_id: endpointId } = first.row;
  const failed = group.findLast(({ verdict }) => verdict.kind !== 'delivered');
  const works = group.some(({ verdict }) => verdict.kind === 'delivered');
  const gone = !kept && group.some(({ verdict }) => verdict.kind === 'gone');
  const now = deps.monotonic();
  const at = new Date(deps.now());
  let disabled = false;
  const failure =
    failed !== undefined && (gone || (!works && !lane.failing) || now - lane.notedFailure > NOTE_MS);
  if (failure) {
    const hopelessSince = new Date(works || kept ? 0 : at.getTime() - HOPELESS_MS);
    const words = wordsOf(failed.log);
    const [noted] = await tx.query(noteFailure, [workspaceId, endpointId, at, words, hopelessSince, gone]);
    disabled = noted?.disabled === true;
    if (disabled) await publishDisabled(deps, tx, workspaceId, endpointId, noted?.reason ?? 'failing');
  }
  const success = works && (failure || lane.failing || now - lane.notedSuccess > NOTE_MS);
  if (success) tx.send(noteSuccess, [workspaceId, endpointId, at]);
  return { lane, failure, success, disabled };
}

function believe({ lane, failure, success }: Note, now: number): void {
  if (lane === undefined) return;
  if (failure) {
    lane.notedFailure = now;
    lane.failing = true;
  }
  if (success) {
    lane.notedSuccess = now;
    lane.failing = false;
  }
}

const publishDisabled = (
  deps: SettleDeps,
  tx: Transaction,
  workspaceId: string,
  endpointId: string,
  reason: string,
): Promise<void> =>
  deps.bus.publish(tx, [
    {
      type: 'webhook.endpoint_disabled',
      workspaceId,
      actor: { kind: 'system', id: 'webhooks' },
      resource: publicIdOfUuid('whe', endpointId),
      data: { reason },
    },
  ]);
