/**
 * Writes down what happened to messages, many at a time: one flush in flight,
 * the next one takes all that gathered meanwhile. A flush that fails is repeated
 * as it was until the database takes it; every statement in it may run twice.
 */
import { storableText } from '../../../lib/storable-text.ts';
import type { Database } from '../../../platform/db.ts';
import { ConstraintViolation, DatabaseUnavailable } from '../../../platform/db-errors.ts';
import type { Logger } from '../../../platform/log.ts';
import {
  bigintArray,
  doubleArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import {
  insertDeadLetters,
  insertEventsAndClear,
  insertNewEventsAndClear,
  postponeOutbox,
} from '../queries/record.ts';

/** Rows per flush: 5-10 µs each in PostgreSQL, so about 20 ms. */
const FLUSH_ROWS = 2_000;
/**
 * Nobody waits for a single outcome to be stored, and a transaction costs 100 µs however few rows it holds:
 * a small batch gathers a little longer. The cap on unrecorded messages (500) still lets 60,000 a second pass.
 */
const GATHER_MS = 8;
const GATHER_ROWS = 250;
const RETRY_MS = 500;

/** One piece of evidence, as `messages.status_event` keeps it. */
export interface EventRow {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly attempt: number;
  readonly status: number;
  /** 0 speaks of the whole message. */
  readonly part: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly channelId: string;
  readonly externalId: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** JSON */
  readonly trace: string | null;
}

/** What becomes of the message's row in the outbox, together with its evidence. */
export interface RecordEntry {
  readonly events: readonly EventRow[];
  readonly next:
    | { readonly kind: 'done' }
    | { readonly kind: 'again'; readonly attempt: number; readonly due: number }
    | { readonly kind: 'dead'; readonly lane: number; readonly code: string; readonly detail: string | null };
  /** Called after the commit. */
  readonly onRecorded: () => void;
}

export interface FreshEvent {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly status: number;
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

const storable = (text: string | null): string | null => (text === null ? null : storableText(text));

/** The columns of an insert, in the order of the queries in queries/record.ts. */
export function eventColumns(rows: readonly EventRow[]) {
  return [
    uuidArray(rows.map((row) => row.workspaceId)),
    bigintArray(rows.map((row) => row.id)),
    smallintArray(rows.map((row) => row.attempt)),
    smallintArray(rows.map((row) => row.status)),
    smallintArray(rows.map((row) => row.part)),
    doubleArray(rows.map((row) => row.at)),
    uuidArray(rows.map((row) => row.channelId)),
    textArray(rows.map((row) => storable(row.externalId))),
    textArray(rows.map((row) => row.code)),
    textArray(rows.map((row) => storable(row.detail))),
    textArray(rows.map((row) => row.trace)),
  ] as const;
}

export function createRecorder(deps: {
  /** Worker role; every row names its workspace. */
  readonly db: Database;
  readonly log: Logger;
  /** Evidence about whole messages that was not known before, after its commit. */
  readonly onFresh: (events: readonly FreshEvent[]) => void;
}): Recorder {
  let pending: RecordEntry[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (pending.length > 0) {
      if (pending.length < GATHER_ROWS) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const batch = pending.slice(0, FLUSH_ROWS);
      pending = pending.slice(FLUSH_ROWS);
      const fresh = await untilStored(batch);
      for (const entry of batch) entry.onRecorded();
      if (fresh.length > 0) deps.onFresh(fresh);
    }
    running = undefined;
  }

  async function untilStored(batch: readonly RecordEntry[]): Promise<FreshEvent[]> {
    for (;;) {
      try {
        return await store(deps.db, batch);
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
        fresh.push(...(await store(deps.db, [entry])));
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
      running ??= run();
    },
    idle: async () => {
      while (running !== undefined) await running;
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

async function store(db: Database, batch: readonly RecordEntry[]): Promise<FreshEvent[]> {
  const events = batch.flatMap((entry) => entry.events);
  const done = firstEvents(batch.filter(({ next }) => next.kind !== 'again'));
  const params = [
    ...eventColumns(events),
    uuidArray(done.map((row) => row.workspaceId)),
    bigintArray(done.map((row) => row.id)),
  ] as const;
  const plain = batch.every(({ next }) => next.kind === 'done');
  const rows = plain
    ? await optimistically(
        () => db.query(insertNewEventsAndClear, [...params]),
        () => db.query(insertEventsAndClear, [...params]),
      )
    : await db.transaction(async (tx) => {
        await postpone(tx, batch);
        await bury(tx, batch);
        return tx.query(insertEventsAndClear, [...params]);
      });
  return rows
    .filter((row) => row.part === 0)
    .map((row) => ({ workspaceId: row.workspace_id, id: BigInt(row.message_id), status: row.status }));
}

const firstEvents = (entries: readonly RecordEntry[]): EventRow[] =>
  entries.flatMap(({ events }) => events.slice(0, 1));

async function postpone(tx: Pick<Database, 'query'>, batch: readonly RecordEntry[]): Promise<void> {
  const again = batch.flatMap(({ events: [first], next }) =>
    first !== undefined && next.kind === 'again' ? [{ first, next }] : [],
  );
  if (again.length === 0) return;
  await tx.query(postponeOutbox, [
    again.map(({ first }) => first.workspaceId),
    again.map(({ first }) => first.id.toString()),
    again.map(({ next }) => next.attempt),
    again.map(({ next }) => next.due),
  ]);
}

async function bury(tx: Pick<Database, 'query'>, batch: readonly RecordEntry[]): Promise<void> {
  const dead = batch.flatMap(({ events: [first], next }) =>
    first !== undefined && next.kind === 'dead' ? [{ first, next }] : [],
  );
  if (dead.length === 0) return;
  await tx.query(insertDeadLetters, [
    dead.map(({ first }) => first.workspaceId),
    dead.map(({ first }) => first.id.toString()),
    dead.map(({ first }) => first.channelId),
    dead.map(({ next }) => next.lane),
    dead.map(({ next }) => next.code),
    dead.map(({ next }) => next.detail),
    dead.map(({ first }) => first.attempt),
  ]);
}
