/** One open channel's way out: lanes, pace, window, and the cap on what is sent but not yet written down. */
import { setMaxListeners } from 'node:events';
import type { Clock, SendOutcome } from '../../../../channels/channel.ts';
import type { Logger } from '../../../../platform/log.ts';
import { breakerSign, type OpenChannel } from '../../../routing/index.ts';
import type { Outgoing } from '../hand-off.ts';
import {
  judgeExpired,
  judgeOutcome,
  judgeStale,
  judgeStranded,
  mayLeaveStranded,
  type Verdict,
} from '../judge-outcome.ts';
import { richFor } from '../../content/rich.ts';
import type { Recorded } from '../recorder.ts';
import { DrainRate } from './drain-rate.ts';
import { Lanes } from './lanes.ts';
import { type Origin, Submission } from './submission.ts';
import { TokenBucket } from './token-bucket.ts';

/**
 * Messages held in memory per channel, about 0.7 kB each; more stay in the outbox, where claiming them costs 20 µs
 * each. Each lane may fill what is left by the others up to its own mark, so that a campaign never takes the room of a
 * code.
 */
const MOST_HELD = [62_000, 58_000, 54_000, 50_000] as const;
/**
 * More than that keeps no line busier, and what lies in memory for longer costs more of it and of garbage collection:
 * 4 % of the server at twice as many. With half as many, fast lines run dry.
 * A line faster than 5,000 a second gets rid of a large request within a second; on a slower one it would wait for long.
 */
const ENOUGH_HELD = 3_000;
const FAST_PER_MS = 5;
const SOON_MS = 1_000;
/**
 * Submitted but not written down: what a crash may send twice. Four times a larger window: one under way, and what a bind
 * of that speed sends in the 30 ms until its outcomes are stored. With two, a sixth of both cores had nothing to do.
 */
const MOST_UNRECORDED = 500;
const MOST_UNRECORDED_WINDOWS = 4;

export interface LineDeps {
  readonly channel: OpenChannel;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicIdOf: (id: bigint) => string;
  /** False while another process may have taken over: nothing may be submitted. */
  readonly mayWork: () => boolean;
  /** Writes the verdict down; tells after the commit. */
  readonly record: (
    message: Outgoing,
    outcome: SendOutcome | undefined,
    verdict: Verdict,
    whenRecorded: Recorded,
  ) => void;
  /** It is not in memory any more. */
  readonly letGo: (message: Outgoing) => void;
}

export class Line {
  readonly channel: OpenChannel;
  readonly #deps: LineDeps;
  readonly #lanes = new Lanes();
  readonly #bucket: TokenBucket;
  readonly #drained: DrainRate;
  readonly #abort = new AbortController();
  readonly #origin: Origin = {
    answered: (submission, outcome) => this.#answered(submission, outcome),
    recorded: (message) => this.#recorded(message),
  };
  #held = 0;
  /** Monotonic milliseconds since when nothing can leave; undefined while it can. */
  #downSince: number | undefined;
  #inFlight = 0;
  #unrecorded = 0;
  #submitted = 0;
  #sent = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #whenQuiet: (() => void)[] = [];

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.channel = deps.channel;
    this.#drained = new DrainRate(deps.clock.monotonic);
    this.#bucket = new TokenBucket(() => deps.channel.throttle.perSecond, deps.clock.monotonic);
    // Each unanswered send listens, and the channel's window bounds how many there are.
    setMaxListeners(0, this.#abort.signal);
  }

  get waiting(): readonly number[] {
    return this.#lanes.sizes;
  }
  get inFlight(): number {
    return this.#inFlight;
  }
  get unrecorded(): number {
    return this.#unrecorded;
  }

  /** Handed to the provider since the channel was opened. */
  get submitted(): number {
    return this.#submitted;
  }
  /** Taken by the provider since then. */
  get sent(): number {
    return this.#sent;
  }
  /** Id of the message that waits longest in each lane. */
  get oldest(): readonly (bigint | undefined)[] {
    return this.#lanes.oldest;
  }

  /** How many more messages of a lane fit. */
  room(lane: number): number {
    return this.#stopped ? 0 : (MOST_HELD[lane] ?? 0) - this.#held;
  }

  /** True when a message fits; it counts as held until it is recorded, released or revoked. */
  reserve(lane: number): boolean {
    if (this.room(lane) <= 0) return false;
    this.#held += 1;
    return true;
  }

  /** It holds enough, and is so fast that waiting for so many to leave is cheaper than the way through the outbox. */
  hasRoomSoon(messages: number): boolean {
    const over = this.#held - ENOUGH_HELD;
    if (over <= 0 || this.#stopped) return false;
    const { perMs } = this.#drained;
    return perMs >= FAST_PER_MS && over + messages <= perMs * SOON_MS;
  }

  release(count: number): void {
    this.#held -= count;
  }

  /** Queues messages whose room is reserved. */
  push(messages: readonly Outgoing[]): void {
    for (const message of messages) this.#lanes.push(message);
    this.pump();
  }

  /** Takes a message back that was not submitted; undefined when it is too late or not here. */
  revoke(id: bigint): Outgoing | undefined {
    const message = this.#lanes.remove(id);
    if (message !== undefined) this.#held -= 1;
    return message;
  }

  /** Submits as much as pace, window and cap allow. */
  pump(): void {
    while (this.#lanes.size > 0 && this.#mayPump()) {
      const wait = this.#bucket.wait();
      if (wait > 0) {
        this.#pumpAfter(wait);
        return;
      }
      const message = this.#lanes.take();
      if (message === undefined) return;
      const now = this.#deps.clock.now();
      if (message.expiresAt <= now) this.#settle(message, judgeExpired(message, now));
      else if (message.windowUntil !== null && message.windowUntil <= now)
        this.#settle(message, judgeStale(message, now));
      else this.#submit(message);
    }
  }

  /** Connected, and its provider takes messages. */
  isFit(): boolean {
    const { state } = this.channel.connection.health();
    return (state === 'up' || state === 'degraded') && this.channel.breaker.phase !== 'open';
  }

  /** How long nothing could leave, milliseconds; 0 while something can. */
  downForMs(): number {
    if (this.isFit()) this.#downSince = undefined;
    else this.#downSince ??= this.#deps.clock.monotonic();
    return this.#downSince === undefined ? 0 : this.#deps.clock.monotonic() - this.#downSince;
  }

  /** Ends what ran out of time while nothing could leave. */
  expireWaiting(): void {
    const now = this.#deps.clock.now();
    for (const message of this.#lanes.takeAll(({ expiresAt }) => expiresAt <= now))
      this.#settle(message, judgeExpired(message, now));
  }

  /** Sends what waits, and may, to another channel. */
  moveStranded(): void {
    const now = this.#deps.clock.now();
    for (const message of this.#lanes.takeAll(mayLeaveStranded))
      this.#settle(message, judgeStranded(message, now));
  }

  /** Stops sending; resolves with what was not submitted once everything submitted is answered and recorded. */
  async stop(): Promise<readonly Outgoing[]> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const left: Outgoing[] = [];
    for (let message = this.#lanes.take(); message !== undefined; message = this.#lanes.take())
      left.push(message);
    if (this.#inFlight + this.#unrecorded > 0)
      await new Promise<void>((resolve) => this.#whenQuiet.push(resolve));
    this.#abort.abort();
    return left;
  }

  #mayPump(): boolean {
    const { window } = this.channel.pace;
    if (this.#stopped || this.#inFlight >= window) return false;
    const most = Math.max(MOST_UNRECORDED, window * MOST_UNRECORDED_WINDOWS);
    if (this.#inFlight + this.#unrecorded >= most) return false;
    const { state } = this.channel.connection.health();
    return (state === 'up' || state === 'degraded') && this.channel.breaker.allows() && this.#deps.mayWork();
  }

  #pumpAfter(wait: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.pump();
    }, wait);
  }

  #submit(message: Outgoing): void {
    this.#inFlight += 1;
    this.#submitted += 1;
    this.#bucket.pay(message.segments);
    const { breaker, connection } = this.channel;
    const submission = new Submission(this.#origin, message, breaker.submitted(), this.#deps.publicIdOf);
    if (message.rich !== null) Object.assign(submission, richFor(message.rich, this.channel));
    if (connection.submit !== undefined) {
      connection.submit(submission, this.#abort.signal, submission);
      return;
    }
    connection.send(submission, this.#abort.signal).then(
      (outcome) => submission.answered(outcome),
      (error: unknown) => {
        // An adapter never rejects by contract; if one does, nobody knows whether the message left.
        this.#deps.log.error({ err: error, channel: this.channel.id }, 'adapter failed while sending');
        const detail = 'The channel failed while sending.';
        submission.answered({ kind: 'unknown', code: 'provider_error', detail });
      },
    );
  }

  #answered(submission: Submission, outcome: SendOutcome): void {
    const { message, era } = submission;
    this.#inFlight -= 1;
    if (outcome.kind === 'accepted') this.#sent += 1;
    // A limit per person says nothing about the provider: others may be sent to meanwhile.
    const personal = outcome.kind !== 'accepted' && outcome.scope === 'recipient';
    const { breaker, connection, throttle, type } = this.channel;
    breaker.answered(era, personal ? 'nothing' : breakerSign(outcome, connection.health().state));
    // Who does not answer does not say how much is too much.
    if (!personal && outcome.kind !== 'unknown')
      throttle.answered(outcome.kind !== 'accepted' && outcome.code === 'throttled');
    const idempotent = type.capabilities.idempotent === true;
    const verdict = judgeOutcome(message, outcome, this.#deps.clock.now(), idempotent);
    this.#unrecorded += 1;
    this.#deps.record(message, outcome, verdict, submission);
    this.pump();
  }

  /** One that was not submitted. */
  #settle(message: Outgoing, verdict: Verdict): void {
    this.#unrecorded += 1;
    this.#deps.record(message, undefined, verdict, { recorded: () => this.#recorded(message) });
  }

  #recorded(message: Outgoing): void {
    this.#unrecorded -= 1;
    this.#held -= 1;
    this.#drained.count();
    this.#deps.letGo(message);
    if (this.#inFlight + this.#unrecorded === 0) {
      for (const resolve of this.#whenQuiet) resolve();
      this.#whenQuiet = [];
    }
    this.pump();
  }
}
