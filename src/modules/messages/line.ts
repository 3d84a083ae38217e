/** One open channel's way out: lanes, pace, window, and the cap on what is sent but not yet written down. */
import type { Clock, SendOutcome } from '../../channels/channel.ts';
import type { Logger } from '../../platform/log.ts';
import type { OpenChannel } from '../routing/index.ts';
import type { Outgoing } from './hand-off.ts';
import { judgeExpired, judgeOutcome, type Verdict } from './judge-outcome.ts';
import { classOfLane } from './status.ts';

/** Messages held in memory per channel; more stay in the outbox. About 0.5 kB each. */
export const MOST_HELD = 20_000;
/** Submitted but unrecorded: what a crash may send twice. */
const MOST_UNRECORDED = 500;
const LANES = 4;

export interface Line {
  readonly channel: OpenChannel;
  /** True when a message fits; it then counts as held until it is recorded, released or revoked. */
  reserve(): boolean;
  release(count: number): void;
  /** Queues messages whose room is reserved. */
  push(messages: readonly Outgoing[]): void;
  revoke(id: bigint): boolean;
  pump(): void;
  /** Room for claiming more from the outbox. */
  readonly room: number;
  /** Stops sending; resolves with what was not submitted once everything submitted is answered. */
  stop(): Promise<readonly Outgoing[]>;
}

export interface LineDeps {
  readonly channel: OpenChannel;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicIdOf: (id: bigint) => string;
  /** False while another process may have taken over: nothing may be submitted. */
  readonly mayWork: () => boolean;
  /** Writes the verdict down; calls back after the commit. */
  readonly record: (
    message: Outgoing,
    outcome: SendOutcome | undefined,
    verdict: Verdict,
    onRecorded: () => void,
  ) => void;
}

export function createLine(deps: LineDeps): Line {
  const { channel, clock } = deps;
  const { window, messagesPerSecond } = channel.pace;
  const lanes: Outgoing[][] = Array.from({ length: LANES }, () => []);
  const heads = new Array<number>(LANES).fill(0);
  const waiting = new Set<bigint>();
  const abort = new AbortController();
  let held = 0;
  let inFlight = 0;
  let unrecorded = 0;
  let stopped = false;
  /** Token bucket of a tenth of a second, so that a burst never exceeds what the provider measures per second. */
  const bucket = Math.max(1, messagesPerSecond / 10);
  let tokens = bucket;
  let filledAt = clock.monotonic();
  let tokenTimer: NodeJS.Timeout | undefined;
  let whenQuiet: (() => void)[] = [];

  function next(): Outgoing | undefined {
    for (let lane = 0; lane < LANES; lane++) {
      const queue = lanes[lane];
      if (queue === undefined) continue;
      while ((heads[lane] ?? 0) < queue.length) {
        const message = queue[heads[lane] ?? 0];
        heads[lane] = (heads[lane] ?? 0) + 1;
        if (message !== undefined && waiting.delete(message.id)) return message;
      }
      if (queue.length > 0) {
        lanes[lane] = [];
        heads[lane] = 0;
      }
    }
    return undefined;
  }

  /** Takes what a message costs, or sets a timer for when there will be enough. A large one may overdraw. */
  function hasToken(): boolean {
    const now = clock.monotonic();
    tokens = Math.min(bucket, tokens + ((now - filledAt) * messagesPerSecond) / 1000);
    filledAt = now;
    if (tokens > 0) return true;
    tokenTimer ??= setTimeout(
      () => {
        tokenTimer = undefined;
        pump();
      },
      Math.max(1, Math.ceil((-tokens * 1000) / messagesPerSecond)),
    );
    return false;
  }

  function mayPump(): boolean {
    if (stopped || inFlight >= window || inFlight + unrecorded >= Math.max(MOST_UNRECORDED, window))
      return false;
    const { state } = channel.connection.health();
    return (state === 'up' || state === 'degraded') && deps.mayWork();
  }

  function pump(): void {
    while (waiting.size > 0 && mayPump() && hasToken()) {
      const message = next();
      if (message === undefined) return;
      if (message.expiresAt <= clock.now()) {
        settle(message, undefined, judgeExpired(message, clock.now()));
        continue;
      }
      tokens -= message.segments;
      submit(message);
    }
  }

  function submit(message: Outgoing): void {
    inFlight += 1;
    const outgoing = {
      id: deps.publicIdOf(message.id),
      to: message.to,
      from: message.from,
      text: message.text,
      class: classOfLane(message.lane),
      expiresAt: new Date(message.expiresAt),
      attempt: message.attempt,
    };
    channel.connection.send(outgoing, abort.signal).then(
      (outcome) => answered(message, outcome),
      (error: unknown) => {
        // An adapter never rejects by contract; if one does, nobody knows whether the message left.
        deps.log.error({ err: error, channel: channel.id }, 'adapter failed while sending');
        answered(message, {
          kind: 'unknown',
          code: 'provider_error',
          detail: 'The channel failed while sending.',
        });
      },
    );
  }

  function answered(message: Outgoing, outcome: SendOutcome): void {
    inFlight -= 1;
    settle(message, outcome, judgeOutcome(message, outcome, clock.now()));
    pump();
  }

  function settle(message: Outgoing, outcome: SendOutcome | undefined, verdict: Verdict): void {
    unrecorded += 1;
    deps.record(message, outcome, verdict, () => {
      unrecorded -= 1;
      held -= 1;
      if (inFlight === 0 && unrecorded === 0) {
        for (const resolve of whenQuiet) resolve();
        whenQuiet = [];
      }
      pump();
    });
  }

  return {
    channel,
    get room() {
      return stopped ? 0 : MOST_HELD - held;
    },
    reserve() {
      if (stopped || held >= MOST_HELD) return false;
      held += 1;
      return true;
    },
    release(count) {
      held -= count;
    },
    push(messages) {
      for (const message of messages) {
        waiting.add(message.id);
        lanes[Math.min(message.lane, LANES - 1)]?.push(message);
      }
      pump();
    },
    revoke(id) {
      if (!waiting.delete(id)) return false;
      held -= 1;
      return true;
    },
    pump,
    async stop() {
      stopped = true;
      clearTimeout(tokenTimer);
      const left: Outgoing[] = [];
      for (let message = next(); message !== undefined; message = next()) left.push(message);
      if (inFlight > 0 || unrecorded > 0) await new Promise<void>((resolve) => whenQuiet.push(resolve));
      abort.abort();
      return left;
    },
  };
}
