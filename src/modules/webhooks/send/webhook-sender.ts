/**
 * Makes the deliveries that are due. Every endpoint has a lane of its own, so one that is dead or slow
 * delays nobody else; of one key only the first delivery is under way at a time.
 */
import { setMaxListeners } from 'node:events';
import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import { type ClaimedRow, claimDeliveries } from '../queries/deliveries.ts';
import { createAlarm } from './alarm.ts';
import { type AttemptDeps, type Attempted, attemptDelivery, formatOf } from './attempt.ts';
import { STANDARD } from './format.ts';
import { judgeAttempt } from './judge-attempt.ts';
import { createLane, type Lane, learn, pause, roomOf } from './lane.ts';
import { createSettler, type SettleDeps, type Settler } from './settle.ts';
import type { Target, Targets } from './targets.ts';

/** How often every endpoint is looked at; what this process queues or finishes wakes it sooner. */
const POLL_MS = 500;
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

interface Work {
  readonly target: Target;
  readonly lane: Lane;
  readonly room: number;
}

export function startWebhookSender(deps: Omit<WebhookSenderDeps, 'onDisabled'>): WebhookSender {
  const lanes = createLanes((target) => isShared(deps, target));
  const ending = new AbortController();
  // One listener per call under way.
  setMaxListeners(0, ending.signal);
  const settler = createSettler({
    ...deps,
    onDisabled: () => void deps.targets.refresh().catch(() => undefined),
  });
  const alarm = createAlarm(async (ids) => {
    try {
      const work = lanes.choose(
        deps.targets.all().filter(({ id }) => ids.has(id)),
        deps.monotonic(),
      );
      const rows = work.length === 0 ? [] : await claim(deps.db, work);
      const byId = new Map(work.map((one) => [one.target.id, one]));
      for (const row of rows) {
        const one = byId.get(row.endpoint_id);
        if (one !== undefined) void deliver(one, row);
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'webhooks wait for the database');
    }
  });
  const poll = setInterval(() => alarm.wake(deps.targets.all().map(({ id }) => id)), POLL_MS);

  async function deliver({ target, lane }: Work, row: ClaimedRow): Promise<void> {
    lanes.began(lane);
    const attempted = await attemptDelivery(deps, target, row, ending.signal);
    lanes.ended(lane);
    const wakeLane = (): void => alarm.wake([target.id]);
    settle(deps, settler, { target, lane, row, attempted, onSettled: wakeLane });
    wakeLane();
  }

  return {
    wake: alarm.announce,
    async stop() {
      clearInterval(poll);
      await alarm.stop();
      for (const end = deps.monotonic() + DRAIN_MS; lanes.busy() && deps.monotonic() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      ending.abort();
      await settler.idle();
    },
  };
}

function createLanes(shared: (target: Target) => boolean) {
  const lanes = new Map<string, Lane>();
  let inFlight = 0;
  function laneOf(target: Target): Lane {
    const known = lanes.get(target.id);
    if (known !== undefined) return known;
    const lane = createLane(target.failing, shared(target));
    lanes.set(target.id, lane);
    return lane;
  }
  return {
    /** Those that may take on something now, and how much. */
    choose: (targets: readonly Target[], now: number): Work[] =>
      targets.flatMap((target) => {
        const lane = laneOf(target);
        const own = roomOf(lane, now);
        const room = inFlight < MOST_IN_FLIGHT ? own : Number(lane.inFlight === 0 && own > 0);
        return room === 0 ? [] : [{ target, lane, room }];
      }),
    began(lane: Lane): void {
      inFlight++;
      lane.inFlight++;
    },
    ended(lane: Lane): void {
      inFlight--;
      lane.inFlight--;
    },
    busy: () => inFlight > 0,
  };
}

const claim = (db: Database, work: readonly Work[]): Promise<ClaimedRow[]> =>
  db.query(claimDeliveries, [
    work.map(({ target }) => target.workspaceId),
    work.map(({ target }) => target.id),
    work.map(({ room }) => room),
    LEASE_MS,
  ]);

interface Finished {
  readonly target: Target;
  readonly lane: Lane;
  readonly row: ClaimedRow;
  readonly attempted: Attempted;
  readonly onSettled: () => void;
}

function settle(deps: Omit<WebhookSenderDeps, 'onDisabled'>, settler: Settler, finished: Finished): void {
  const { target, lane, row, onSettled } = finished;
  const { outcome, log } = finished.attempted;
  // Given up at the end of this process: it counts as not tried, and its lease runs out.
  if (outcome.kind === 'failed' && outcome.reason === 'aborted') return;
  const verdict = judgeAttempt(outcome, {
    attempt: row.attempts + 1,
    now: deps.now(),
    random: deps.random(),
    ...scheduleOf(deps, target),
  });
  if (!isShared(deps, target)) {
    learn(lane, deps.monotonic(), { ok: verdict.kind === 'delivered', durationMs: log.durationMs });
    if (verdict.kind === 'again' && verdict.asked) pause(lane, deps.monotonic(), verdict.delayMs);
  }
  settler.add({ row, verdict, log, lane, kept: target.format !== STANDARD, onSettled });
}

const isShared = (deps: AttemptDeps, target: Target): boolean =>
  formatOf(deps, target).manyAddresses === true;

function scheduleOf(deps: Omit<WebhookSenderDeps, 'onDisabled'>, target: Target) {
  const schedule = deps.schedule ?? formatOf(deps, target).schedule;
  return schedule === undefined ? {} : { schedule };
}
