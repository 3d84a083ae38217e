/**
 * Sends what was accepted: takes committed messages from memory, claims from the
 * outbox what a crash, another process, a schedule or a retry left there, and lets
 * every open channel's line carry its share. No transaction is open while a provider is asked.
 */
import type { Bringer, ChannelEvent, Clock, SendOutcome } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import type { Node } from '../../../platform/node/node.ts';
import type { PriceLists } from '../../billing/index.ts';
import { fitFallback, type OpenChannel, type RoutingTables } from '../../routing/index.ts';
import { type Extras, extrasOf } from '../content/load-extras.ts';
import { bookedOfRow, isBooked } from './book-charges.ts';
import type { HandedOff, HandOff, Outgoing } from './hand-off.ts';
import { judgeExpired, judgeOutcome, type Verdict } from './judge-outcome.ts';
import { Line } from './line/line.ts';
import { fallBackWithoutReceipt } from './missing-receipts.ts';
import { outgoingOfRow } from './outgoing-of-row.ts';
import { chargeOfRow, type OutgoingCharge } from './outgoing-charge.ts';
import { chargeAfterMove, needsPrice } from './price-after-move.ts';
import {
  type ClaimedRow,
  claimOutbox,
  claimStranded,
  endHandOffs,
  freeOrphans,
  releaseOutbox,
  takeApartOrphans,
  takeExpired,
} from '../queries/outbox.ts';
import { LANE, LAST_LANE } from '../status.ts';
import type { TextSeal } from '../text-seal.ts';
import type { ReceiptDesk } from '../inbound/receipt-desk.ts';
import type { AwaitedReceipt, Recorder, Recorded } from './recorder.ts';
import { revokeOverdue } from './revoke-overdue.ts';
import { takeOut } from './take-out.ts';

/** How often an idle line looks into the outbox: the delay of a retry, a schedule or another process's message. */
const TICK_MS = 250;
/** 500 rows cost 8-18 µs each; one by one they cost 230 µs. */
const CLAIM_ROWS = 500;
/** Ticks: every 2 s. */
const SWEEP_EVERY = 8;
/** Ticks: at start and every minute. */
const FREE_EVERY = 240;
const SWEEP_ROWS = 1_000;
/** Hand-offs of dead nodes per statement, up to 1,000 messages each: about 0.2 s. */
const APART_AT_ONCE = 20;
/** A line that is down for longer sends what waits another way, where a message has one. */
const STRANDED_MS = 10_000;
/** A commit whose answer was lost may still become visible for as long as a statement may run (10 s). */
const DOUBT_MS = 15_000;

export interface DispatcherDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly node: Node;
  readonly publicIds: PublicIds;
  readonly tables: RoutingTables;
  readonly priceLists: PriceLists;
  readonly texts: TextSeal;
  readonly recorder: Recorder;
  readonly receipts: ReceiptDesk;
  readonly receiveMessage: (
    channel: OpenChannel,
    event: Extract<ChannelEvent, { type: 'message' }>,
  ) => Promise<void>;
  /** What else a connection tells: new addresses of people, their wishes, news about the business. */
  readonly receiveNews: (
    channel: OpenChannel,
    event: Exclude<ChannelEvent, { type: 'message' | 'receipt' }>,
  ) => Promise<void>;
}

/** The installation's key was changed or lost while it waited. */
const SEALED_ELSEWHERE: SendOutcome = {
  kind: 'permanent',
  code: 'message_invalid',
  detail: 'Its text was sealed with another key.',
};
/** It closed after the message was accepted. */
const WINDOW_CLOSED: SendOutcome = {
  kind: 'permanent',
  code: 'window_closed',
  detail: 'The person has not written lately; only approved templates may be sent.',
};

type RowOf = Pick<Outgoing, 'workspaceId' | 'id' | 'handedOff'>;

interface GiveBack {
  readonly messages: readonly RowOf[];
  /** Monotonic milliseconds before which it is not tried. */
  readonly notBefore: number;
}

const NOBODY: Recorded = { recorded: () => undefined };

export class Dispatcher implements HandOff {
  readonly #deps: DispatcherDeps;
  readonly #lines = new Map<string, Line>();
  /** Rows that name this node as owner but are not in its memory. */
  #toGiveBack: GiveBack[] = [];
  /** Hand-offs of which nothing is in memory any more. */
  #ended: HandedOff[] = [];
  #stopped = false;
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();
  #revoking: Promise<void> | undefined;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
    this.#schedule();
  }

  opened(channel: OpenChannel): void {
    const { clock, log, publicIds, node, receipts } = this.#deps;
    const line = new Line({
      channel,
      clock,
      log,
      publicIdOf: (id) => publicIds.encode('msg', id),
      mayWork: node.isAlive,
      record: (message, outcome, verdict, whenRecorded) => {
        if (outcome?.kind === 'accepted') receipts.remember(message, outcome.externalIds);
        this.#record(message, outcome, verdict, whenRecorded);
      },
      letGo: (message) => this.#letGo(message),
    });
    this.#lines.set(channel.id, line);
  }

  /** Resolves when everything submitted is answered; the rest goes back to the outbox. */
  async closed(channel: OpenChannel): Promise<void> {
    const line = this.#lines.get(channel.id);
    this.#lines.delete(channel.id);
    if (line !== undefined) await this.#giveBack(await line.stop());
  }

  /** What a connection reports by itself. Calls back after the commit. */
  hear(channel: OpenChannel, event: ChannelEvent, bringer: Bringer): void {
    if (event.type === 'receipt') this.#deps.receipts.receive(channel, event, bringer);
    else
      this.emit(channel, event).then(
        () => bringer.settled(true),
        (error: unknown) => bringer.settled(false, error),
      );
  }

  /** What a connection reports when it is called. Resolves after the commit. */
  emit(channel: OpenChannel, event: ChannelEvent): Promise<void> {
    if (event.type === 'receipt') {
      return new Promise((resolve, reject) =>
        this.#deps.receipts.receive(channel, event, {
          settled: (isStored, error) => (isStored ? resolve() : reject(error)),
        }),
      );
    }
    if (event.type === 'message') return this.#deps.receiveMessage(channel, event);
    return this.#deps.receiveNews(channel, event);
  }

  reserve(channelId: string, lane: number): number | null {
    const { node } = this.#deps;
    // What a node holds that others believe dead is sent by nobody until they free it.
    const mayHold = node.isAlive() && this.#lines.get(channelId)?.reserve(lane) === true;
    return mayHold ? node.number : null;
  }

  hasRoomSoon(workspaceId: string, messages: number): boolean {
    for (const line of this.#lines.values())
      if (line.channel.workspaceId === workspaceId && line.hasRoomSoon(messages)) return true;
    return false;
  }

  /** The open lines, for metrics and the pipeline's screen. */
  get lines(): readonly Line[] {
    return [...this.#lines.values()];
  }

  abandon(messages: readonly Outgoing[]): void {
    for (const { channelId } of messages) this.#lines.get(channelId)?.release(1);
    const now = this.#deps.clock.monotonic();
    this.#toGiveBack.push({ messages, notBefore: now }, { messages, notBefore: now + DOUBT_MS });
  }

  take(messages: readonly Outgoing[]): void {
    for (const channelId of new Set(messages.map((message) => message.channelId))) {
      const group = messages.filter((message) => message.channelId === channelId);
      const line = this.#lines.get(channelId);
      if (line !== undefined) line.push(group);
      // The channel was closed between the reservation and the commit.
      else this.#toGiveBack.push({ messages: group, notBefore: 0 });
    }
  }

  revoke(id: bigint): Outgoing | undefined {
    for (const line of this.#lines.values()) {
      const message = line.revoke(id);
      if (message === undefined) continue;
      // Should the transaction fail that takes it back, its row would name this node for ever.
      this.#toGiveBack.push({ messages: [message], notBefore: this.#deps.clock.monotonic() + DOUBT_MS });
      return message;
    }
    return undefined;
  }

  /** Stops claiming. Lines end with their channels. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#current;
    await this.#revoking;
    await this.#endHandOffs().catch(() => undefined);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#current = this.#tick()
        .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'dispatcher waits for the database'))
        .finally(() => this.#schedule());
    }, TICK_MS);
  }

  async #tick(): Promise<void> {
    await this.#giveBackDue();
    await this.#endHandOffs();
    if (this.#ticks % SWEEP_EVERY === 0) {
      const dead = await this.#deps.node.buryDead();
      // Once in a while without a death too: the node that buried one may have died before freeing its rows.
      if (dead.length > 0 || this.#ticks % FREE_EVERY === 0) await this.#freeOrphans();
      await this.#expireWaiting();
      this.#revoke();
      await fallBackWithoutReceipt({ ...this.#deps, channelIds: this.#plainChannels() });
      for (const line of this.lines) await this.#relieve(line);
    }
    this.#ticks += 1;
    for (const line of this.lines) await this.#refill(line);
  }

  /** What nodes held that no longer exist. */
  async #freeOrphans(): Promise<void> {
    await this.#deps.db.query(freeOrphans, []);
    for (let apart = APART_AT_ONCE; apart === APART_AT_ONCE; )
      apart = (await this.#deps.db.query(takeApartOrphans, [APART_AT_ONCE]))[0]?.apart ?? 0;
  }

  #letGo({ handedOff }: RowOf): void {
    if (handedOff === null) return;
    handedOff.left -= 1;
    if (handedOff.left === 0) this.#ended.push(handedOff);
  }

  async #endHandOffs(): Promise<void> {
    const ended = this.#ended;
    if (ended.length === 0) return;
    // Others end while the database is asked.
    this.#ended = [];
    try {
      await this.#deps.db.query(endHandOffs, [
        ended.map(({ workspaceId }) => workspaceId),
        ended.map(({ id }) => id.toString()),
      ]);
    } catch (error) {
      this.#ended.push(...ended);
      throw error;
    }
  }

  /** Providers may take seconds to answer: nothing else waits for them. */
  #revoke(): void {
    this.#revoking ??= revokeOverdue(
      this.#deps,
      this.lines.map(({ channel }) => channel),
    )
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'taking back waits for the database'))
      .finally(() => {
        this.#revoking = undefined;
      });
  }

  /** Those that cannot take messages back. */
  #plainChannels(): string[] {
    const plain = this.lines.filter(({ channel }) => channel.connection.revoke === undefined);
    return plain.map(({ channel }) => channel.id);
  }

  /** Claims until the line is full or nothing is due; urgent lanes also while a campaign fills the rest. */
  async #refill(line: Line): Promise<void> {
    line.pump();
    if (!line.isFit()) return;
    const lane = [LAST_LANE, 1, 0].find((one) => line.room(one) >= CLAIM_ROWS);
    while (
      lane !== undefined &&
      !this.#stopped &&
      line.room(lane) >= CLAIM_ROWS &&
      this.#deps.node.isAlive()
    ) {
      const { workspaceId, id } = line.channel;
      const rows = await this.#deps.db.query(claimOutbox, [
        workspaceId,
        id,
        this.#deps.node.number,
        CLAIM_ROWS,
        lane,
      ]);
      const kept = await this.#hold(line, rows);
      if (rows.length < CLAIM_ROWS || kept < rows.length) return;
    }
  }

  /** What waits for a line that is down: expired in its time, and sent another way where there is one. */
  async #relieve(line: Line): Promise<void> {
    if (line.downForMs() === 0) return;
    line.expireWaiting();
    if (line.downForMs() < STRANDED_MS || !this.#deps.node.isAlive()) return;
    line.moveStranded();
    const { workspaceId, id } = line.channel;
    const rows = await this.#deps.db.query(claimStranded, [
      workspaceId,
      id,
      this.#deps.node.number,
      CLAIM_ROWS,
    ]);
    await this.#hold(line, rows);
    line.moveStranded();
  }

  /** Hands claimed rows to a line; those that it has no room for go back. Returns how many were taken. */
  async #hold(line: Line, rows: readonly ClaimedRow[]): Promise<number> {
    const kept: Outgoing[] = [];
    const left: Outgoing[] = [];
    let settled = 0;
    const extras = await this.#extrasOf(line.channel, rows);
    const chargeOf = await this.#chargesOf(line.channel, rows, extras);
    for (const row of rows) {
      const { workspaceId } = line.channel;
      const text =
        row.lane === LANE.otp ? this.#deps.texts.open(row.body, { workspaceId, id: row.id }) : row.body;
      const message = outgoingOfRow(row, line.channel, text ?? '', { ...extras, charge: chargeOf(row) });
      const refusal =
        text === undefined || !extras.isReadable(row) ? SEALED_ELSEWHERE : this.#refuseLate(message);
      if (refusal !== undefined) {
        settled += 1;
        const verdict = judgeOutcome(message, refusal, this.#deps.clock.now());
        this.#record(message, undefined, verdict, NOBODY);
      } else (line.reserve(message.lane) ? kept : left).push(message);
    }
    line.push(kept);
    await this.#giveBack(left);
    return kept.length + settled;
  }

  #refuseLate({ windowUntil }: Outgoing): SendOutcome | undefined {
    return windowUntil !== null && windowUntil <= this.#deps.clock.now() ? WINDOW_CLOSED : undefined;
  }

  /** What claimed rows are besides texts; asks nothing where they are nothing more. They go back when it cannot be told. */
  #extrasOf(channel: OpenChannel, rows: readonly ClaimedRow[]): Promise<Extras> {
    return this.#orGiveBack(channel, rows, extrasOf(this.#deps, channel, rows));
  }

  async #orGiveBack<T>(channel: OpenChannel, rows: readonly ClaimedRow[], asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      const { workspaceId } = channel;
      const messages = rows.map(({ id }) => ({ workspaceId, id: BigInt(id), handedOff: null }));
      this.#toGiveBack.push({ messages, notBefore: 0 });
      throw error;
    }
  }

  /** What claimed rows cost: those that have fallen back what this channel asks. They go back when it cannot be told. */
  async #chargesOf(
    channel: OpenChannel,
    rows: readonly ClaimedRow[],
    extras: Extras,
  ): Promise<(row: ClaimedRow) => OutgoingCharge | null> {
    if (!rows.some((row) => needsPrice(row, channel))) return chargeOfRow;
    const prices = await this.#orGiveBack(channel, rows, this.#deps.priceLists.of(channel.workspaceId));
    return (row) =>
      needsPrice(row, channel)
        ? chargeAfterMove(row, channel, prices, extras.richOf(row)?.content ?? null)
        : chargeOfRow(row);
  }

  /** Writes a verdict down. A move asks first which channel is fit by now. */
  #record(
    message: Outgoing,
    outcome: SendOutcome | undefined,
    { events, next }: Verdict,
    whenRecorded: Recorded,
  ): void {
    const { recorder, tables } = this.#deps;
    const booked = isBooked(message) ? message : null;
    const { handedOff } = message;
    if (next.kind !== 'move') {
      const awaited = outcome?.kind === 'accepted' ? this.#awaitedOf(message) : null;
      recorder.record({ events, next, booked, awaited, handedOff, whenRecorded });
      return;
    }
    tables
      .of(message.workspaceId)
      .then((table) => fitFallback(table, next.fallbacks))
      // Without the table nobody knows whether they may be used; the next try on the same channel will ask again.
      .catch(() => undefined)
      .then((channelId) => {
        if (channelId === undefined) return this.#record(message, outcome, next.otherwise, whenRecorded);
        const moved = { kind: 'moved', channelId, attempt: next.attempt } as const;
        recorder.record({ events, next: moved, booked, awaited: null, handedOff, whenRecorded });
      })
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'a move was not written down'));
  }

  #awaitedOf({ plan, lane, expiresAt }: Outgoing): AwaitedReceipt | null {
    if (plan === null || plan.receiptSeconds === null) return null;
    const due = this.#deps.clock.now() + plan.receiptSeconds * 1000;
    return due < expiresAt ? { lane, due, expiresAt, plan } : null;
  }

  /** Frees rows now, or with a later tick when the database is away. */
  async #giveBack(messages: readonly RowOf[]): Promise<void> {
    if (messages.length === 0) return;
    try {
      await this.#deps.db.transaction(async (tx) => {
        takeOut(tx, messages);
        tx.send(releaseOutbox, [
          messages.map((one) => one.workspaceId),
          messages.map((one) => one.id.toString()),
          this.#deps.node.number,
        ]);
      });
      for (const message of messages) this.#letGo(message);
    } catch (error) {
      this.#toGiveBack.push({ messages, notBefore: 0 });
      this.#deps.log.warn({ err: error, messages: messages.length }, 'messages go back to the outbox later');
    }
  }

  async #giveBackDue(): Promise<void> {
    const now = this.#deps.clock.monotonic();
    const due = this.#toGiveBack.filter(({ notBefore }) => notBefore <= now);
    this.#toGiveBack = this.#toGiveBack.filter(({ notBefore }) => notBefore > now);
    for (const { messages } of due) await this.#giveBack(messages);
  }

  /** Takes waiting messages whose time is over; they leave the outbox together with their `expired` event. */
  async #expireWaiting(): Promise<void> {
    const now = this.#deps.clock.now();
    const rows = await this.#deps.db.query(takeExpired, [SWEEP_ROWS, this.#deps.node.number]);
    for (const row of rows) {
      const message = {
        workspaceId: row.workspace_id,
        id: BigInt(row.id),
        attempt: row.attempt,
        channelId: row.channel_id,
        handedOff: null,
      };
      const table = await this.#deps.tables.of(row.workspace_id).catch(() => undefined);
      if (table === undefined) {
        // Taken, but what it costs is not known now: the next sweep takes it again.
        this.#toGiveBack.push({ messages: [message], notBefore: 0 });
        continue;
      }
      this.#deps.recorder.record({
        ...judgeExpired(message, now),
        booked: bookedOfRow(row.workspace_id, row, table),
        awaited: null,
        handedOff: null,
        whenRecorded: NOBODY,
      });
    }
  }
}
