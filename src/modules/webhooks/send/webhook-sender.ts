/**
 * Makes the deliveries that are due. Every endpoint has a lane of its own, so one that is dead or slow
 * delays nobody else; of one key only the first delivery is under way at a time.
 */
import { setMaxListeners } from 'node:events';
import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import { type ClaimedRow, claimDeliveries } from '../queries/deliveries.ts';
import { type AttemptDeps, attemptDelivery } from './attempt.ts';
import { judgeAttempt } from './judge-attempt.ts';
import { createLane, type Lane, learn, pause, roomOf } from './lane.ts';
import { createSettler, type SettleDeps } from './settle.ts';
import type { Target, Targets } from './targets.ts';

/** How often every endpoint is looked at; what this process queues or finishes wakes it sooner. */
const POLL_MS = 500;
/** Wakes gather for so long, which makes one query of many. */
const GATHER_MS = 5;
/** Within which most transactions that queue something are committed. */
const COMMIT_MS = 40;
/** Longer than an attempt and its writing down together. */
const LEASE_MS = 60_000;
/** Calls under way at a time; beyond that an endpoint gets its first one only, so that nobody waits for all others. */
const MOST_IN_FLIGHT = 256;
/** What is under way at the end gets so long; then it is left to the next process. */
const DRAIN_MS = 5_000;

export interface WebhookSenderDeps extends AttemptDeps, SettleDeps {
  readonly db: Database;
  readonly log: Logger;
  readonly targets: Targets;
  /** In [0, 1). */
  readonly random: () => number;
  /** Delays after failures, milliseconds; `SCHEDULE` unless told. */
  readonly schedule?: readonly number[];
}

export interface WebhookSender {
  /** Something was queued for these endpoints, or will be once its transaction is committed. */
  wake(endpointIds: readonly string[]): void;
  stop(): Promise<void>;
}

export function startWebhookSender(deps: Omit<WebhookSenderDeps, 'onDisabled'>): WebhookSender {
  const lanes = new Map<string, Lane>();
  const awake = new Set<string>();
  const ending = new AbortController();
  // One per call under way.
  setMaxListeners(0, ending.signal);
  const queuedLately = new Set<string>();
  const settler = createSettler({
    ...deps,
    onDisabled: () => void deps.targets.refresh().catch(() => undefined),
  });
  let inFlight = 0;
  let stopped = false;
  let wakeTimer: NodeJS.Timeout | undefined;
  let lateTimer: NodeJS.Timeout | undefined;
  let claiming: Promise<void> = Promise.resolve();
  const poll = setInterval(() => wake(deps.targets.all().map(({ id }) => id)), POLL_MS);

  function wake(endpointIds: readonly string[]): void {
    for (const id of endpointIds) awake.add(id);
    if (stopped || awake.size === 0) return;
    wakeTimer ??= setTimeout(() => {
      claiming = claiming.then(claim).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'webhooks wait for the database');
      });
      // Not before that claim is over, so that claims never queue up.
      void claiming.finally(() => {
        wakeTimer = undefined;
        if (awake.size > 0) wake([]);
      });
    }, GATHER_MS);
  }

  /** Once now, and once when most transactions are over; a longer one is found by the poll. */
  function announce(endpointIds: readonly string[]): void {
    for (const id of endpointIds) queuedLately.add(id);
    wake(endpointIds);
    lateTimer ??= setTimeout(() => {
      lateTimer = undefined;
      const ids = [...queuedLately];
      queuedLately.clear();
      wake(ids);
    }, COMMIT_MS);
  }

  function laneOf(target: Target): Lane {
    const known = lanes.get(target.id);
    if (known !== undefined) return known;
    const lane = createLane(target.failing);
    lanes.set(target.id, lane);
    return lane;
  }

  async function claim(): Promise<void> {
    const now = deps.monotonic();
    const asked = deps.targets.all().flatMap((target) => {
      if (!awake.has(target.id)) return [];
      const lane = laneOf(target);
      const room =
        inFlight < MOST_IN_FLIGHT ? roomOf(lane, now) : Number(lane.inFlight === 0 && roomOf(lane, now) > 0);
      return room === 0 ? [] : [{ target, lane, room }];
    });
    awake.clear();
    if (asked.length === 0 || stopped) return;
    const rows = await deps.db.query(claimDeliveries, [
      asked.map(({ target }) => target.workspaceId),
      asked.map(({ target }) => target.id),
      asked.map(({ room }) => room),
      LEASE_MS,
    ]);
    const byId = new Map(asked.map((one) => [one.target.id, one]));
    for (const row of rows) {
      const one = byId.get(row.endpoint_id);
      if (one !== undefined) void deliver(one.target, one.lane, row);
    }
  }

  async function deliver(target: Target, lane: Lane, row: ClaimedRow): Promise<void> {
    inFlight++;
    lane.inFlight++;
    const { outcome, log } = await attemptDelivery(deps, target, row, ending.signal);
    inFlight--;
    lane.inFlight--;
    // Given up at the end of this process: it counts as not tried, and its lease runs out.
    if (outcome.kind === 'failed' && outcome.reason === 'aborted') return;
    const verdict = judgeAttempt(outcome, {
      attempt: row.attempts + 1,
      now: deps.now(),
      random: deps.random(),
      ...(deps.schedule === undefined ? {} : { schedule: deps.schedule }),
    });
    learn(lane, { ok: verdict.kind === 'delivered', durationMs: log.durationMs });
    if (verdict.kind === 'again' && verdict.asked) pause(lane, deps.monotonic(), verdict.delayMs);
    const onSettled = (): void => wake([target.id]);
    settler.add({ row, verdict, log, lane, onSettled });
    onSettled();
  }

  return {
    wake: announce,
    async stop() {
      stopped = true;
      clearInterval(poll);
      clearTimeout(wakeTimer);
      clearTimeout(lateTimer);
      await claiming;
      for (const end = deps.monotonic() + DRAIN_MS; inFlight > 0 && deps.monotonic() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      ending.abort();
      await settler.idle();
    },
  };
}
