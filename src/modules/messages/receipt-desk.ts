/**
 * Matches receipts with messages and writes them down in batches. The provider's
 * acknowledgement waits for the commit, so a crash makes it repeat, never lose.
 */
import type { Clock, ReceiptEvent } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import { firstIdAt } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import type { OpenChannel } from '../routing/index.ts';
import type { Outgoing } from './hand-off.ts';
import { countParts, findByExternalId, insertEvents, insertUnmatchedReceipts } from './queries/record.ts';
import { type EventRow, eventColumns, type FreshEvent } from './recorder.ts';
import { RANK } from './status.ts';

const FLUSH_ROWS = 2_000;
/** Provider ids kept in memory, about 150 bytes each; older ones are looked up by index. */
const MOST_REMEMBERED = 100_000;
/** A receipt may overtake the answer to its own message; it waits this long for it. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 250;
/** Receipts come within days; the bound keeps look-ups out of old partitions. */
const OLDEST_MS = 14 * 24 * 3600 * 1000;

interface Known {
  readonly id: bigint;
  readonly attempt: number;
  readonly part: number;
}

interface Waiting {
  readonly channel: OpenChannel;
  readonly event: ReceiptEvent;
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface ReceiptDesk {
  /** Called with each accepted send, before its commit. */
  remember(message: Outgoing, externalIds: readonly string[]): void;
  /** Resolves after the commit. Rejects when the database cannot take it: the provider will repeat. */
  receive(channel: OpenChannel, event: ReceiptEvent): Promise<void>;
  stop(): Promise<void>;
}

export function createReceiptDesk(deps: {
  /** Worker role; every row names its workspace. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onFresh: (events: readonly FreshEvent[]) => void;
}): ReceiptDesk {
  const known = new Map<string, Known>();
  let pending: Waiting[] = [];
  let parked: Waiting[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(run);
  }

  async function run(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending.slice(0, FLUSH_ROWS);
      pending = pending.slice(FLUSH_ROWS);
      try {
        await settle(batch);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    running = undefined;
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    await recall(batch);
    const matched = batch.flatMap((one) => {
      const message = known.get(keyOf(one.channel.id, one.event.externalId));
      return message === undefined ? [] : [{ one, message }];
    });
    if (matched.length > 0) {
      const rows = matched.map(({ one, message }) => eventRow(one, message));
      deps.onFresh(await storeReceipts(deps.db, rows));
      for (const { one } of matched) one.resolve();
    }
    const found = new Set(matched.map(({ one }) => one));
    await park(batch.filter((one) => !found.has(one)));
  }

  /** Looks up what memory does not know. */
  async function recall(batch: readonly Waiting[]): Promise<void> {
    const missing = batch.filter(({ channel, event }) => !known.has(keyOf(channel.id, event.externalId)));
    if (missing.length === 0) return;
    const rows = await deps.db.query(findByExternalId, [
      missing.map(({ channel }) => channel.workspaceId),
      missing.map(({ channel }) => channel.id),
      missing.map(({ event }) => event.externalId),
      firstIdAt(deps.clock.now() - OLDEST_MS).toString(),
    ]);
    for (const row of rows) {
      keep(keyOf(row.channel_id, row.external_id), {
        id: BigInt(row.message_id),
        attempt: row.attempt,
        part: row.part,
      });
    }
  }

  async function park(unknown: readonly Waiting[]): Promise<void> {
    const now = deps.clock.monotonic();
    const late = unknown.filter(({ since }) => now - since >= PATIENCE_MS);
    if (late.length > 0) {
      await deps.db.query(insertUnmatchedReceipts, [
        late.map(({ channel }) => channel.workspaceId),
        late.map(({ channel }) => channel.id),
        late.map(({ event }) => event.externalId),
        late.map(({ event }) => RANK[event.status]),
        late.map(({ event }) => event.at.getTime()),
      ]);
      deps.log.warn({ receipts: late.length }, 'receipts for messages nobody knows');
      for (const one of late) one.resolve();
    }
    parked.push(...unknown.filter(({ since }) => now - since < PATIENCE_MS));
    if (parked.length > 0) {
      timer ??= setTimeout(() => {
        timer = undefined;
        pending.push(...parked);
        parked = [];
        wake();
      }, LOOK_AGAIN_MS);
    }
  }

  function keep(key: string, message: Known): void {
    if (known.size >= MOST_REMEMBERED) {
      const oldest = known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    }
    known.set(key, message);
  }

  return {
    remember(message, externalIds) {
      const single = externalIds.length === 1;
      externalIds.forEach((externalId, index) => {
        keep(keyOf(message.channelId, externalId), {
          id: message.id,
          attempt: message.attempt,
          part: single ? 0 : index + 1,
        });
      });
    },
    receive: (channel, event) =>
      new Promise<void>((resolve, reject) => {
        pending.push({ channel, event, since: deps.clock.monotonic(), resolve, reject });
        wake();
      }),
    async stop() {
      clearTimeout(timer);
      while (running !== undefined) await running;
      // Not acknowledged: the provider brings them again.
      for (const one of parked) one.reject(new Error('stopping'));
      parked = [];
    },
  };
}

const keyOf = (channelId: string, externalId: string): string => `${channelId} ${externalId}`;

function eventRow({ channel, event }: Waiting, message: Known): EventRow {
  return {
    workspaceId: channel.workspaceId,
    id: message.id,
    attempt: message.attempt,
    status: RANK[event.status],
    part: message.part,
    at: event.at.getTime(),
    channelId: channel.id,
    externalId: event.externalId,
    code: event.code ?? null,
    detail: event.detail ?? null,
    trace: event.trace === undefined ? null : JSON.stringify(event.trace),
  };
}

/** Stores receipts; a long text gets a status of its own once its parts agree. Returns what was new about whole messages. */
async function storeReceipts(db: Database, rows: readonly EventRow[]): Promise<FreshEvent[]> {
  const parts = rows.filter((row) => row.part > 0);
  if (parts.length === 0) return freshOf(await db.query(insertEvents, [...eventColumns(rows)]));
  return db.transaction(async (tx) => {
    const fresh = freshOf(await tx.query(insertEvents, [...eventColumns(rows)]));
    const counts = await tx.query(countParts, [
      parts.map((row) => row.workspaceId),
      parts.map((row) => row.id.toString()),
      parts.map((row) => row.attempt),
    ]);
    const wholes = parts.flatMap((row) => wholeOf(row, counts));
    if (wholes.length === 0) return fresh;
    return [...fresh, ...freshOf(await tx.query(insertEvents, [...eventColumns(wholes)]))];
  });
}

type PartCount = {
  readonly message_id: string;
  readonly attempt: number;
  readonly status: number;
  readonly parts: number;
};

/** Delivered or read when every part is; failed or expired as soon as one part is, because the person got no whole text. */
function wholeOf(row: EventRow, counts: readonly PartCount[]): EventRow[] {
  const own = counts.filter(
    (count) => count.message_id === row.id.toString() && count.attempt === row.attempt,
  );
  const countOf = (status: number): number => own.find((count) => count.status === status)?.parts ?? 0;
  const complete = row.status < RANK.delivered || countOf(row.status) >= countOf(RANK.sent);
  return complete ? [{ ...row, part: 0, externalId: null, trace: null }] : [];
}

function freshOf(
  rows: readonly {
    readonly workspace_id: string;
    readonly message_id: string;
    readonly status: number;
    readonly part: number;
  }[],
): FreshEvent[] {
  return rows
    .filter((row) => row.part === 0)
    .map((row) => ({ workspaceId: row.workspace_id, id: BigInt(row.message_id), status: row.status }));
}
