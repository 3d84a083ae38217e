/**
 * Matches receipts with messages and writes them down in batches. The provider's
 * acknowledgement waits for the commit, so a crash makes it repeat, never lose.
 */
import type { Bringer, Clock, ReceiptEvent } from '../../../channels/channel.ts';
import { createBoundedMap } from '../../../lib/bounded-map.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import type { Database } from '../../../platform/db.ts';
import { firstIdAt, type PublicIds } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import type { OpenChannel } from '../../routing/index.ts';
import type { Outgoing } from '../dispatch/hand-off.ts';
import type { MessageMetrics } from '../message-metrics.ts';
import { findByExternalId, findUnknownByReference, insertUnmatchedReceipts } from '../queries/record.ts';
import type { FreshEvent } from '../dispatch/evidence.ts';
import type { FreshSink } from '../dispatch/recorder.ts';
import { RANK } from '../status.ts';
import { type ReceiptRow, storeReceipts } from './store-receipts.ts';

const FLUSH_ROWS = 2_000;
/**
 * A small batch gathers a little longer, because a transaction costs 300 µs however few rows it holds. The
 * acknowledgement waits for it: a provider with a window of 10 can still bring 1,500 receipts a second, one with 100
 * 6,000. One that just brought more has a larger window, and time.
 */
const GATHER_MS = 4;
const GATHER_LONG_MS = 12;
const USUAL_WINDOW = 10;
const GATHER_ROWS = 600;
/** One is prepared, and acknowledged to make room in the provider's window, while PostgreSQL stores the other. */
const FLUSHES_AT_ONCE = 2;
/** Provider ids kept in memory, about 150 bytes each; older ones are looked up by index. */
const MOST_REMEMBERED = 100_000;
/**
 * A receipt may overtake the answer to its own message; it waits this long for it, unacknowledged. After a crash hundreds
 * come for messages that were sent again under other ids: they may not hold the provider's window for longer.
 */
const PATIENCE_MS = 2_000;
/** Acknowledged receipts whose message may still turn up, when its answer is slow. */
const MOST_GIVEN_UP = 10_000;
const LOOK_AGAIN_MS = 250;
/** Receipts come within days; the bound keeps look-ups out of old partitions. */
const OLDEST_MS = 14 * 24 * 3600 * 1000;

interface Known {
  readonly id: bigint;
  readonly attempt: number;
  readonly part: number;
  /** Parts the text was sent in; 0 where only the database knows. */
  readonly parts: number;
  /** Whether its cost may still be open. */
  readonly mayBeOpen: boolean;
  /** Nobody knew whether it left: the receipt proves that too. */
  wasUnknown: boolean;
  /** A receipt of it is being stored. */
  isStoring: boolean;
}

interface Waiting {
  readonly channel: OpenChannel;
  readonly event: ReceiptEvent;
  readonly externalId: string;
  /** Under which its message is known. */
  readonly key: string;
  /** Looked up once: memory that was last touched when it was sent is far away, 0.2 µs. */
  message: Known | undefined;
  readonly since: number;
  /** Undefined once it was told. */
  bringer: Bringer | undefined;
}

export interface ReceiptDeskDeps {
  /** Worker role; every row names its workspace. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicIds: PublicIds;
  readonly sink: FreshSink;
  readonly onFresh: (events: readonly FreshEvent[]) => void;
  readonly metrics: Pick<MessageMetrics, 'receipts' | 'unmatchedReceipts'>;
}

export class ReceiptDesk {
  readonly #deps: ReceiptDeskDeps;
  readonly #channels = new Map<string, number>();
  #latest = { channelId: '', number: 0 };
  readonly #known = createBoundedMap<string, Known>(MOST_REMEMBERED);
  #pending: Waiting[] = [];
  #parked: Waiting[] = [];
  readonly #givenUp = createBoundedMap<string, Pick<Waiting, 'channel' | 'event'>>(MOST_GIVEN_UP);
  readonly #running = new Set<Promise<void>>();
  /** Batches that are being stored. */
  #storing = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: ReceiptDeskDeps) {
    this.#deps = deps;
  }

  /** Called with each accepted send, before its commit: its receipt may be faster. */
  remember(message: Outgoing, externalIds: readonly string[]): void {
    const parts = externalIds.length;
    // A second way costs nothing itself, but its receipt may be the one that the first is charged for.
    const mayBeOpen =
      message.charge === null
        ? message.attempt > 1
        : (message.charge.moved ?? message.charge).chargeOn === 'delivered';
    const { id, attempt } = message;
    let part = parts === 1 ? 0 : 1;
    for (const externalId of externalIds) {
      const key = this.#keyOf(message.channelId, externalId);
      this.#known.set(key, { id, attempt, part, parts, mayBeOpen, wasUnknown: false, isStoring: false });
      this.#takeUp(key);
      part += 1;
    }
  }

  /** The answer came after its receipt was given up on. */
  #takeUp(key: string): void {
    if (this.#givenUp.size === 0) return;
    const late = this.#givenUp.get(key);
    if (late === undefined) return;
    this.#givenUp.delete(key);
    this.receive(late.channel, late.event, {
      settled: (isStored, error) => {
        if (!isStored) this.#deps.log.warn({ err: error }, 'a receipt that was kept is lost');
      },
    });
  }

  receive(channel: OpenChannel, event: ReceiptEvent, bringer: Bringer): void {
    const since = this.#deps.clock.monotonic();
    const externalId = storableText(event.externalId);
    const key = this.#keyOf(channel.id, externalId);
    this.#pending.push({ channel, event, externalId, key, message: undefined, since, bringer });
    this.#start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running.size > 0) await Promise.all(this.#running);
    // Not acknowledged: the provider brings them again.
    for (const one of this.#parked) settle(one, false, new Error('stopping'));
    this.#parked = [];
  }

  /** The second one only for what is worth a transaction of its own. */
  #start(): void {
    if (this.#running.size >= (this.#pending.length >= GATHER_ROWS ? FLUSHES_AT_ONCE : 1)) return;
    const flushing = this.#run().finally(() => {
      this.#running.delete(flushing);
      // Both may have left the rest to the other; one that still runs takes it when it is done.
      if (this.#pending.length > 0 && this.#running.size === 0) this.#start();
    });
    this.#running.add(flushing);
  }

  async #run(): Promise<void> {
    let last = 0;
    while (this.#pending.length > 0) {
      if (this.#pending.length < GATHER_ROWS) {
        if (this.#running.size > 1) return;
        const patience = last > USUAL_WINDOW ? GATHER_LONG_MS : GATHER_MS;
        await new Promise((resolve) => setTimeout(resolve, patience));
      }
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      last = batch.length;
      this.#storing += 1;
      try {
        await this.#settle(batch);
      } catch (error) {
        for (const one of batch) settle(one, false, error);
      }
      this.#storing -= 1;
      for (const { message } of batch) if (message !== undefined) message.isStoring = false;
    }
  }

  /**
   * Beside another batch only what cannot meet a receipt of the same message there: the status of a long text is
   * worked out of its parts' receipts, which must see each other. Nothing where the first in line has to wait, so that
   * the others cannot keep it waiting.
   */
  #takeBatch(): readonly Waiting[] {
    const pending = this.#pending;
    const isAlone = this.#storing === 0;
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of pending) {
      if ((!isAlone && left[0] === pending[0]) || taken.length >= FLUSH_ROWS) {
        left.push(one);
        continue;
      }
      one.message ??= this.#known.get(one.key);
      (isAlone || isApart(one.message) ? taken : left).push(one);
    }
    for (const { message } of taken) if (message !== undefined) message.isStoring = true;
    this.#pending = left;
    return taken;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    await this.#recall(batch);
    const rows: ReceiptRow[] = [];
    const found: Waiting[] = [];
    const unknown: Waiting[] = [];
    for (const one of batch) {
      const { message } = one;
      (message === undefined ? unknown : found).push(one);
      if (message !== undefined) addReceiptRows(rows, one, message);
    }
    if (found.length > 0) {
      this.#deps.onFresh(await storeReceipts(this.#deps, rows));
      for (const one of found) {
        if (one.message !== undefined) one.message.wasUnknown = false;
        settle(one, true);
      }
      this.#deps.metrics.receipts(rows);
    }
    await this.#park(unknown);
  }

  /** Looks up what memory does not know. */
  async #recall(batch: readonly Waiting[]): Promise<void> {
    const missing = batch.filter(({ message }) => message === undefined);
    if (missing.length === 0) return;
    const rows = await this.#deps.db.query(findByExternalId, [
      missing.map(({ channel }) => channel.workspaceId),
      missing.map(({ channel }) => channel.id),
      missing.map(({ externalId }) => externalId),
      firstIdAt(this.#deps.clock.now() - OLDEST_MS).toString(),
    ]);
    for (const row of rows) {
      this.#known.set(this.#keyOf(row.channel_id, row.external_id), {
        id: BigInt(row.message_id),
        attempt: row.attempt,
        part: row.part,
        parts: 0,
        mayBeOpen: true,
        wasUnknown: false,
        isStoring: false,
      });
    }
    await this.#recallByReference(missing);
    for (const one of missing) {
      one.message = this.#known.get(one.key);
      if (one.message !== undefined) one.message.isStoring = true;
    }
  }

  /** Receipts that name our own id find messages whose answer never came; the provider's id is known from then on. */
  async #recallByReference(batch: readonly Waiting[]): Promise<void> {
    const named = batch.flatMap((one) => {
      const { channel, event, key } = one;
      if (event.reference === undefined || this.#known.has(key)) return [];
      const id = this.#deps.publicIds.decode('msg', event.reference);
      return id === undefined ? [] : [{ channel, key, id: id.toString() }];
    });
    if (named.length === 0) return;
    const rows = await this.#deps.db.query(findUnknownByReference, [
      named.map(({ channel }) => channel.workspaceId),
      named.map(({ channel }) => channel.id),
      named.map(({ id }) => id),
    ]);
    const attempts = new Map(rows.map((row) => [row.message_id, row.attempt]));
    for (const { key, id } of named) {
      const attempt = attempts.get(id);
      if (attempt === undefined) continue;
      const found = { id: BigInt(id), attempt, part: 0, parts: 1, mayBeOpen: true };
      this.#known.set(key, { ...found, wasUnknown: true, isStoring: false });
    }
  }

  async #park(unknown: readonly Waiting[]): Promise<void> {
    const now = this.#deps.clock.monotonic();
    const late = unknown.filter(({ since }) => now - since >= PATIENCE_MS);
    if (late.length > 0) await this.#giveUpOn(late);
    this.#parked.push(...unknown.filter(({ since }) => now - since < PATIENCE_MS));
    if (this.#parked.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pending.push(...this.#parked);
      this.#parked = [];
      this.#start();
    }, LOOK_AGAIN_MS);
  }

  /** Kept as evidence and acknowledged, or the provider would repeat it for ever. */
  async #giveUpOn(late: readonly Waiting[]): Promise<void> {
    await this.#deps.db.query(insertUnmatchedReceipts, [
      late.map(({ channel }) => channel.workspaceId),
      late.map(({ channel }) => channel.id),
      late.map(({ externalId }) => externalId),
      late.map(({ event }) => RANK[event.status]),
      late.map(({ event }) => event.at.getTime()),
    ]);
    this.#deps.metrics.unmatchedReceipts(late.length);
    this.#deps.log.warn({ receipts: late.length }, 'receipts for messages nobody knows');
    for (const one of late) {
      settle(one, true);
      this.#givenUp.set(one.key, { channel: one.channel, event: one.event });
    }
  }

  /** With a number for the channel: its id would be most of what is kept and hashed, twice per message. */
  #keyOf(channelId: string, externalId: string): string {
    if (this.#latest.channelId !== channelId) {
      const number = this.#channels.get(channelId) ?? this.#channels.size;
      this.#channels.set(channelId, number);
      this.#latest = { channelId, number };
    }
    return `${this.#latest.number} ${externalId}`;
  }
}

/** Once: a batch that fails may hold some that are stored. */
function settle(one: Waiting, isStored: boolean, error?: unknown): void {
  const { bringer } = one;
  one.bringer = undefined;
  bringer?.settled(isStored, error);
}

/** Nothing of it can meet a receipt of the same message that is being stored. */
const isApart = (message: Known | undefined): boolean => message?.parts === 1 && !message.isStoring;

/** The receipt, and what it implies: whoever read a message has it, and what was delivered was sent. */
function addReceiptRows(rows: ReceiptRow[], { channel, event, externalId }: Waiting, message: Known): void {
  const row: ReceiptRow = {
    workspaceId: channel.workspaceId,
    id: message.id,
    attempt: message.attempt,
    status: RANK[event.status],
    part: message.part,
    parts: message.parts,
    mayBeOpen: message.mayBeOpen,
    at: event.at.getTime(),
    channelId: channel.id,
    externalId,
    code: event.code ?? null,
    detail: event.detail ?? null,
    trace: event.trace === undefined ? null : storableJson(event.trace),
    implied: false,
    billing: event.billing ?? null,
  };
  if (message.wasUnknown && event.status !== 'sent') rows.push(implied(row, RANK.sent));
  if (event.status === 'read') rows.push(implied(row, RANK.delivered));
  rows.push(row);
}

const implied = (row: ReceiptRow, status: number): ReceiptRow => ({
  ...row,
  status,
  code: null,
  detail: null,
  trace: null,
  implied: true,
});
