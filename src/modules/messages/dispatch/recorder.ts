/**
 * Writes down what happened to messages, many at a time: a flush in flight, or two under load,
 * and the next one takes all that gathered meanwhile. A message is in one of them at a time: nothing more happens to it
 * before it is recorded. A flush that fails is repeated as it was until the database takes it; every statement in it may run twice.
 */
import type { Database, Query, Transaction } from '../../../platform/db.ts';
import { ConstraintViolation, DatabaseUnavailable } from '../../../platform/db-errors.ts';
import type { Logger } from '../../../platform/log.ts';
import { bigintArray, uuidArray } from '../../../platform/pg-arrays.ts';
import {
  insertAlikeEventsAndClear,
  insertAwaitedReceipts,
  insertDeadLetters,
  insertEventsAndClear,
  insertNewEventsAndClear,
  moveOutbox,
  type NewEvent,
  postponeOutbox,
} from '../queries/record.ts';
import type { MessageMetrics } from '../message-metrics.ts';
import { type Booked, bookOutcomes } from './book-charges.ts';
import { alikeColumns, countColumns, eventColumns, isWhole } from './event-columns.ts';
import type { EventRow, FreshEvent } from './evidence.ts';
import type { FallbackPlan } from './fallback-plan.ts';
import type { HandedOff } from './hand-off.ts';
import { takeOut } from './take-out.ts';

/** Rows per flush: 5-10 µs each in PostgreSQL, so about 20 ms. */
const FLUSH_ROWS = 2_000;
/**
 * Nobody waits for a single outcome to be stored, and a transaction costs 300 µs however few rows it holds:
 * a small batch gathers a little longer. The cap on unrecorded messages (500) still lets 16,000 a second pass,
 * and a bind that sends more has a larger one.
 */
const GATHER_MS = 16;
const GATHER_ROWS = 450;
/** One is prepared while PostgreSQL stores the other. */
const FLUSHES_AT_ONCE = 2;
const RETRY_MS = 500;

/** What becomes of the message's row in the outbox, together with its evidence. */
export interface RecordEntry {
  readonly events: readonly EventRow[];
  readonly next:
    | { readonly kind: 'done' }
    | { readonly kind: 'again'; readonly attempt: number; readonly busy: number; readonly due: number }
    | { readonly kind: 'moved'; readonly channelId: string; readonly attempt: number }
    | { readonly kind: 'dead'; readonly lane: number; readonly code: string; readonly detail: string | null };
  /** What it costs; null when there is nothing to book. */
  readonly booked: Booked | null;
  /** Its fallback, when its receipt must come by a time. */
  readonly awaited: AwaitedReceipt | null;
  /** With which it came into memory; null where it has a row in the outbox. */
  readonly handedOff: HandedOff | null;
  /** Told after the commit. */
  readonly whenRecorded: Recorded;
}

/** Whoever waits for something to be written down. */
export interface Recorded {
  recorded(): void;
}

/** Facts that others must hear of; they are stored with the evidence or not at all. */
export interface FreshSink {
  /** From memory: whether anybody would hear of a workspace's evidence. */
  wants(workspaceId: string): boolean;
  publish(tx: Transaction, events: readonly DatedEvent[]): Promise<void>;
}

export interface DatedEvent extends FreshEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface AwaitedReceipt {
  readonly lane: number;
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly expiresAt: number;
  readonly plan: FallbackPlan;
}

export interface Recorder {
  record(entry: RecordEntry): void;
  /** Resolves when everything recorded so far is committed. */
  idle(): Promise<void>;
}

/** The bare fact, without anything a provider said. */
const withoutWords = (entry: RecordEntry): RecordEntry => ({
  ...entry,
  events: entry.events.map((event) => ({ ...event, detail: null, trace: null })),
});

export interface RecorderDeps {
  /** Worker role; every row names its workspace. */
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
  readonly sink: FreshSink;
  /** Evidence about whole messages that was not known before, after its commit. */
  readonly onFresh: (events: readonly FreshEvent[]) => void;
  readonly metrics: Pick<MessageMetrics, 'outcomes'>;
}

export function createRecorder(deps: RecorderDeps): Recorder {
  let pending: RecordEntry[] = [];
  const running = new Set<Promise<void>>();

  /** The second one only for what is worth a transaction of its own. */
  function start(): void {
    if (running.size >= (pending.length >= GATHER_ROWS ? FLUSHES_AT_ONCE : 1)) return;
    const flushing = run().finally(() => {
      running.delete(flushing);
      // Both may have left the rest to the other.
      if (pending.length > 0) start();
    });
    running.add(flushing);
  }

  async function run(): Promise<void> {
    while (pending.length > 0) {
      if (pending.length < GATHER_ROWS) {
        if (running.size > 1) return;
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      }
      const batch = pending.slice(0, FLUSH_ROWS);
      pending = pending.slice(FLUSH_ROWS);
      const fresh = await untilStored(batch);
      for (const entry of batch) entry.whenRecorded.recorded();
      deps.metrics.outcomes(firstEvents(batch));
      if (fresh.length > 0) deps.onFresh(fresh);
    }
  }

  async function untilStored(batch: readonly RecordEntry[]): Promise<readonly FreshEvent[]> {
    for (;;) {
      try {
        return await store(deps, batch);
      } catch (error) {
        deps.log.warn({ err: error, entries: batch.length }, 'outcomes wait for the database');
        // One that the database refuses for itself may not hold up its neighbours.
        if (!(error instanceof DatabaseUnavailable) && batch.length > 1) return untilStoredOneByOne(batch);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async function untilStoredOneByOne(batch: readonly RecordEntry[]): Promise<FreshEvent[]> {
    const fresh: FreshEvent[] = [];
    for (const entry of batch) {
      try {
        fresh.push(...(await store(deps, [entry])));
      } catch (error) {
        if (error instanceof DatabaseUnavailable) fresh.push(...(await untilStored([entry])));
        else fresh.push(...(await untilStored([withoutWords(entry)])));
      }
    }
    return fresh;
  }

  return {
    record(entry) {
      pending.push(entry);
      start();
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Evidence is new except after a lost answer or a provider's repetition: the cheap statement first. */
export async function optimistically<T>(cheap: () => Promise<T>, careful: () => Promise<T>): Promise<T> {
  try {
    return await cheap();
  } catch (error) {
    if (error instanceof ConstraintViolation) return careful();
    throw error;
  }
}

async function store(deps: RecorderDeps, batch: readonly RecordEntry[]): Promise<readonly FreshEvent[]> {
  const events: EventRow[] = [];
  for (const entry of batch) events.push(...entry.events);
  const whenNew = async (): Promise<readonly FreshEvent[]> => {
    const fresh = events.filter(isWhole);
    if (batch.every(isPlain) && !isWanted(deps.sink, events)) {
      await insertNew((query, params) => deps.db.query(query, params), batch, events);
      return fresh;
    }
    return deps.db.transaction(async (tx) => {
      if (!batch.every(({ next }) => next.kind === 'done')) {
        bringBack(tx, batch);
        move(tx, batch);
        bury(tx, batch);
      }
      insertNew((query, params) => tx.send(query, params), batch, events);
      await followUp(deps, tx, { entries: batch, fresh, events });
      return fresh;
    });
  };
  const whenSomeIsKnown = (): Promise<readonly FreshEvent[]> =>
    deps.db.transaction(async (tx) => {
      bringBack(tx, batch);
      postpone(tx, batch);
      move(tx, batch);
      bury(tx, batch);
      const columns = [...eventColumns(events), ...doneColumns(batch)] as const;
      const fresh = freshEvents(await tx.query(insertEventsAndClear, [...columns]));
      await followUp(deps, tx, { entries: entriesOf(batch, fresh), fresh, events });
      return fresh;
    });
  // A line that is busy repeats itself on the same attempt.
  if (batch.some(({ next }) => next.kind === 'again')) return whenSomeIsKnown();
  return optimistically(whenNew, whenSomeIsKnown);
}

type Run<Ran> = <Params extends readonly unknown[], Row>(query: Query<Params, Row>, params: Params) => Ran;

/** Stores evidence of which nothing is known yet, and clears the outbox of what is done with. */
function insertNew<Ran>(run: Run<Ran>, batch: readonly RecordEntry[], events: readonly EventRow[]): Ran {
  const isAllDone = events.length === batch.length && batch.every(isDone);
  const alike = isAllDone ? alikeColumns(events) : undefined;
  if (alike !== undefined) return run(insertAlikeEventsAndClear, [...alike]);
  const counts = countColumns(events.filter(isWhole));
  return run(insertNewEventsAndClear, [...eventColumns(events), ...doneColumns(batch), ...counts]);
}

const isDone = ({ next }: RecordEntry): boolean => next.kind === 'done' || next.kind === 'dead';

/** What leaves the outbox. */
function doneColumns(batch: readonly RecordEntry[]) {
  const done = firstEvents(batch.filter(isDone));
  return [uuidArray(done, (row) => row.workspaceId), bigintArray(done, (row) => row.id)] as const;
}

/** One statement will do, unless somebody wants to hear of it: it leaves the outbox, and nothing but the status follows. */
const isPlain = ({ next, booked, awaited }: RecordEntry): boolean =>
  next.kind === 'done' && booked === null && awaited === null;

/** Whether anybody would hear of any of it. Neighbours are of one workspace, which is asked about once. */
export function isWanted(sink: FreshSink, rows: readonly Pick<EventRow, 'workspaceId'>[]): boolean {
  let asked = '';
  for (const { workspaceId } of rows) {
    if (workspaceId === asked) continue;
    if (sink.wants(workspaceId)) return true;
    asked = workspaceId;
  }
  return false;
}

/** Entries whose first evidence was not there before. */
function entriesOf(batch: readonly RecordEntry[], fresh: readonly FreshEvent[]): RecordEntry[] {
  const isFresh = new Set(fresh.map(({ id, status }) => `${id} ${status}`));
  return batch.filter(({ events: [first] }) => first && isFresh.has(`${first.id} ${first.status}`));
}

/** `entries` and `fresh` are what was not there before, so that repeating a batch books and publishes nothing twice. */
async function followUp(
  deps: RecorderDeps,
  tx: Transaction,
  stored: {
    readonly entries: readonly RecordEntry[];
    readonly fresh: readonly FreshEvent[];
    readonly events: readonly EventRow[];
  },
): Promise<void> {
  const ended: { readonly message: Booked; readonly rank: number }[] = [];
  for (const { events, next, booked } of stored.entries) {
    const [first] = events;
    if (first !== undefined && booked !== null && (next.kind === 'done' || next.kind === 'dead'))
      ended.push({ message: booked, rank: first.status });
  }
  if (ended.length > 0) await bookOutcomes(tx, ended, deps.now());
  awaitReceipts(tx, stored.entries);
  await publishFresh(deps.sink, tx, stored.fresh, stored.events);
}

/** Tells whoever wants to hear of it, with the time of the evidence. */
export async function publishFresh(
  sink: FreshSink,
  tx: Transaction,
  fresh: readonly FreshEvent[],
  rows: readonly EventRow[],
): Promise<void> {
  if (!isWanted(sink, fresh)) return;
  const wanted = fresh.filter(({ workspaceId }) => sink.wants(workspaceId));
  const times = new Map(rows.map((row) => [`${row.id} ${row.status}`, row.at]));
  await sink.publish(
    tx,
    wanted.map((event) => ({ ...event, at: times.get(`${event.id} ${event.status}`) ?? 0 })),
  );
}

export const freshEvents = (rows: readonly NewEvent[]): FreshEvent[] =>
  rows
    .filter((row) => row.part === 0)
    .map((row) => ({
      workspaceId: row.workspace_id,
      id: BigInt(row.message_id),
      status: row.status,
      code: row.code,
    }));

function firstEvents(entries: readonly RecordEntry[]): EventRow[] {
  const first: EventRow[] = [];
  for (const { events } of entries) if (events[0] !== undefined) first.push(events[0]);
  return first;
}

/** What goes on waiting needs a row in the outbox. */
function bringBack(tx: Transaction, batch: readonly RecordEntry[]): void {
  const back = batch.flatMap(({ events: [first], next, handedOff }) =>
    first !== undefined && (next.kind === 'again' || next.kind === 'moved')
      ? [{ workspaceId: first.workspaceId, id: first.id, handedOff }]
      : [],
  );
  takeOut(tx, back);
}

function postpone(tx: Transaction, batch: readonly RecordEntry[]): void {
  const again = batch.flatMap(({ events: [first], next }) =>
    first !== undefined && next.kind === 'again' ? [{ first, next }] : [],
  );
  if (again.length === 0) return;
  tx.send(postponeOutbox, [
    again.map(({ first }) => first.workspaceId),
    again.map(({ first }) => first.id.toString()),
    again.map(({ next }) => next.attempt),
    again.map(({ next }) => next.busy),
    again.map(({ next }) => next.due),
  ]);
}

function move(tx: Transaction, batch: readonly RecordEntry[]): void {
  const moved = batch.flatMap(({ events: [first], next }) =>
    first !== undefined && next.kind === 'moved' ? [{ first, next }] : [],
  );
  if (moved.length === 0) return;
  tx.send(moveOutbox, [
    moved.map(({ first }) => first.workspaceId),
    moved.map(({ first }) => first.id.toString()),
    moved.map(({ next }) => next.channelId),
    moved.map(({ next }) => next.attempt),
  ]);
}

function bury(tx: Transaction, batch: readonly RecordEntry[]): void {
  const dead = batch.flatMap(({ events: [first], next }) =>
    first !== undefined && next.kind === 'dead' ? [{ first, next }] : [],
  );
  if (dead.length === 0) return;
  tx.send(insertDeadLetters, [
    dead.map(({ first }) => first.workspaceId),
    dead.map(({ first }) => first.id.toString()),
    dead.map(({ first }) => first.channelId),
    dead.map(({ next }) => next.lane),
    dead.map(({ next }) => next.code),
    dead.map(({ next }) => next.detail),
    dead.map(({ first }) => first.attempt),
  ]);
}

function awaitReceipts(tx: Transaction, batch: readonly RecordEntry[]): void {
  const waiting: { readonly first: EventRow; readonly awaited: AwaitedReceipt }[] = [];
  for (const { events, awaited } of batch)
    if (events[0] !== undefined && awaited !== null) waiting.push({ first: events[0], awaited });
  if (waiting.length === 0) return;
  tx.send(insertAwaitedReceipts, [
    waiting.map(({ first }) => first.workspaceId),
    waiting.map(({ first }) => first.id.toString()),
    waiting.map(({ first }) => first.channelId),
    waiting.map(({ awaited }) => awaited.lane),
    waiting.map(({ first }) => first.attempt),
    waiting.map(({ awaited }) => awaited.due),
    waiting.map(({ awaited }) => awaited.expiresAt),
    waiting.map(({ awaited }) => JSON.stringify(awaited.plan)),
  ]);
}
