/**
 * Sends what was accepted: takes committed messages from memory, claims from the
 * outbox what a crash, another process, a schedule or a retry left there, and lets
 * every open channel's line carry its share. No transaction is open while a provider is asked.
 */
import type { ChannelEvent, Clock } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { PublicIds } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import type { Node } from '../../platform/node/node.ts';
import type { OpenChannel } from '../routing/index.ts';
import type { HandOff, Outgoing } from './hand-off.ts';
import { createLine, type Line } from './line.ts';
import { claimOutbox, freeOrphans, releaseOutbox, takeExpired } from './queries/outbox.ts';
import type { ReceiptDesk } from './receipt-desk.ts';
import type { Recorder } from './recorder.ts';
import { RANK } from './status.ts';

/** How often an idle line looks into the outbox: the delay of a retry, a schedule or another process's message. */
const TICK_MS = 250;
/** 500 rows cost 8-18 µs each; one by one they cost 230 µs. */
const CLAIM_ROWS = 500;
/** Ticks: every 2 s. */
const SWEEP_EVERY = 8;
/** Ticks: at start and every minute. */
const FREE_EVERY = 240;
const SWEEP_ROWS = 1_000;

export interface Dispatcher extends HandOff {
  opened(channel: OpenChannel): void;
  closed(channel: OpenChannel): Promise<void>;
  /** What a connection reports: receipts and incoming messages. */
  readonly emit: (channel: OpenChannel, event: ChannelEvent) => Promise<void>;
  /** Stops claiming, finishes what is submitted, hands the rest back. */
  stop(): Promise<void>;
}

export interface DispatcherDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly node: Node;
  readonly publicIds: PublicIds;
  readonly recorder: Recorder;
  readonly receipts: ReceiptDesk;
  readonly receiveMessage: (
    channel: OpenChannel,
    event: Extract<ChannelEvent, { type: 'message' }>,
  ) => Promise<void>;
}

export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  const lines = new Map<string, Line>();
  let stopped = false;
  let ticks = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      current = tick()
        .catch((error: unknown) => deps.log.warn({ err: error }, 'dispatcher waits for the database'))
        .finally(schedule);
    }, TICK_MS);
  }

  async function tick(): Promise<void> {
    if (ticks % SWEEP_EVERY === 0) {
      const dead = await deps.node.buryDead();
      // Once in a while without a death too: the node that buried one may have died before freeing its rows.
      if (dead.length > 0 || ticks % FREE_EVERY === 0) await deps.db.query(freeOrphans, []);
      await expireWaiting(deps);
    }
    ticks += 1;
    for (const line of [...lines.values()]) await refill(line);
  }

  /** Claims until the line is full or nothing is due. */
  async function refill(line: Line): Promise<void> {
    line.pump();
    const { state } = line.channel.connection.health();
    if (state !== 'up' && state !== 'degraded') return;
    while (!stopped && line.room >= CLAIM_ROWS && deps.node.isAlive()) {
      const { workspaceId, id } = line.channel;
      const rows = await deps.db.query(claimOutbox, [workspaceId, id, deps.node.number, CLAIM_ROWS]);
      const segmented = line.channel.type.capabilities.segments;
      const messages = rows.map(
        (row): Outgoing => ({
          workspaceId,
          id: BigInt(row.id),
          channelId: id,
          lane: row.lane,
          attempt: row.attempt,
          from: row.sender,
          to: row.recipient,
          text: row.body,
          segments: segmented ? row.segments : 1,
          expiresAt: row.expires_at.getTime(),
        }),
      );
      const kept = messages.filter(() => line.reserve());
      if (kept.length < messages.length) await giveBack(messages.slice(kept.length));
      line.push(kept);
      if (rows.length < CLAIM_ROWS) return;
    }
  }

  async function giveBack(messages: readonly Outgoing[]): Promise<void> {
    if (messages.length === 0) return;
    await deps.db.query(releaseOutbox, [
      messages.map((one) => one.workspaceId),
      messages.map((one) => one.id.toString()),
    ]);
  }

  schedule();
  return {
    opened(channel) {
      lines.set(
        channel.id,
        createLine({
          channel,
          clock: deps.clock,
          log: deps.log,
          publicIdOf: (id) => deps.publicIds.encode('msg', id),
          mayWork: deps.node.isAlive,
          record: (message, outcome, { events, then }, onRecorded) => {
            if (outcome?.kind === 'accepted') deps.receipts.remember(message, outcome.externalIds);
            deps.recorder.record({ events, then, onRecorded });
          },
        }),
      );
    },
    async closed(channel) {
      const line = lines.get(channel.id);
      lines.delete(channel.id);
      if (line === undefined) return;
      await giveBack(await line.stop()).catch((error: unknown) =>
        deps.log.warn({ err: error }, 'rows stay with this node until it ends'),
      );
    },
    emit: (channel, event) =>
      event.type === 'receipt' ? deps.receipts.receive(channel, event) : deps.receiveMessage(channel, event),
    reserve: (channelId) => (lines.get(channelId)?.reserve() === true ? deps.node.number : null),
    release: (channelId, count) => lines.get(channelId)?.release(count),
    take: (messages) => takeAll(lines, messages, giveBack, deps.log),
    revoke: (id) => [...lines.values()].some((line) => line.revoke(id)),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

function takeAll(
  lines: ReadonlyMap<string, Line>,
  messages: readonly Outgoing[],
  giveBack: (left: readonly Outgoing[]) => Promise<void>,
  log: Logger,
): void {
  for (const channelId of new Set(messages.map((message) => message.channelId))) {
    const group = messages.filter((message) => message.channelId === channelId);
    const line = lines.get(channelId);
    if (line !== undefined) line.push(group);
    // The channel was closed between the reservation and the commit.
    else
      giveBack(group).catch((error: unknown) =>
        log.warn({ err: error }, 'rows stay with this node until it ends'),
      );
  }
}

/** Takes waiting messages whose time is over; they leave the outbox together with their `expired` event. */
async function expireWaiting(deps: DispatcherDeps): Promise<void> {
  const now = deps.clock.now();
  const rows = await deps.db.query(takeExpired, [SWEEP_ROWS, deps.node.number]);
  for (const row of rows) {
    deps.recorder.record({
      events: [
        {
          workspaceId: row.workspace_id,
          id: BigInt(row.id),
          attempt: row.attempt,
          status: RANK.expired,
          part: 0,
          at: now,
          channelId: row.channel_id,
          externalId: null,
          code: 'expired',
          detail: null,
          trace: null,
        },
      ],
      then: { kind: 'done' },
      onRecorded: () => undefined,
    });
  }
}
