/** One open channel's way out: lanes, pace, window, and the cap on what is sent but not yet written down. */
import type { Clock, SendOutcome } from '../../../channels/channel.ts';
import type { Logger } from '../../../platform/log.ts';
import type { OpenChannel } from '../../routing/index.ts';
import type { Outgoing } from './hand-off.ts';
import { judgeExpired, judgeOutcome, type Verdict } from './judge-outcome.ts';
import { Lanes } from './lanes.ts';
import { classOfLane } from '../status.ts';
import { TokenBucket } from './token-bucket.ts';

/** Messages held in memory per channel; more stay in the outbox. About 0.5 kB each. */
const MOST_HELD = 20_000;
/** Submitted but not written down: what a crash may send twice. A larger window raises it. */
const MOST_UNRECORDED = 500;

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

export class Line {
  readonly channel: OpenChannel;
  readonly #deps: LineDeps;
  readonly #lanes = new Lanes();
  readonly #bucket: TokenBucket;
  readonly #abort = new AbortController();
  #held = 0;
  #inFlight = 0;
  #unrecorded = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #whenQuiet: (() => void)[] = [];

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.channel = deps.channel;
    this.#bucket = new TokenBucket(deps.channel.pace.messagesPerSecond, deps.clock.monotonic);
  }

  /** How many more messages fit. */
  get room(): number {
    return this.#stopped ? 0 : MOST_HELD - this.#held;
  }

  /** True when a message fits; it counts as held until it is recorded, released or revoked. */
  reserve(): boolean {
    if (this.room <= 0) return false;
    this.#held += 1;
    return true;
  }

  release(count: number): void {
    this.#held -= count;
  }

  /** Queues messages whose room is reserved. */
  push(messages: readonly Outgoing[]): void {
    for (const message of messages) this.#lanes.push(message);
    this.pump();
  }

  /** Takes a message back that was not submitted; false when it is too late or not here. */
  revoke(id: bigint): boolean {
    if (!this.#lanes.remove(id)) return false;
    this.#held -= 1;
    return true;
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
      if (message.expiresAt <= now) this.#settle(message, undefined, judgeExpired(message, now));
      else this.#submit(message);
    }
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
    if (this.#inFlight + this.#unrecorded >= Math.max(MOST_UNRECORDED, window)) return false;
    const { state } = this.channel.connection.health();
    return (state === 'up' || state === 'degraded') && this.#deps.mayWork();
  }

  #pumpAfter(wait: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.pump();
    }, wait);
  }

  #submit(message: Outgoing): void {
    this.#inFlight += 1;
    this.#bucket.pay(message.segments);
    const { publicIdOf } = this.#deps;
    const outgoing = {
      /** Enciphered when asked for: most adapters have no use for it. */
      get id() {
        return publicIdOf(message.id);
      },
      to: message.to,
      from: message.from,
      text: message.text,
      class: classOfLane(message.lane),
      expiresAt: new Date(message.expiresAt),
      attempt: message.attempt,
    };
    this.channel.connection.send(outgoing, this.#abort.signal).then(
      (outcome) => this.#answered(message, outcome),
      (error: unknown) => {
        // An adapter never rejects by contract; if one does, nobody knows whether the message left.
        this.#deps.log.error({ err: error, channel: this.channel.id }, 'adapter failed while sending');
        this.#answered(message, {
          kind: 'unknown',
          code: 'provider_error',
          detail: 'The channel failed while sending.',
        });
      },
    );
  }

  #answered(message: Outgoing, outcome: SendOutcome): void {
    this.#inFlight -= 1;
    this.#settle(message, outcome, judgeOutcome(message, outcome, this.#deps.clock.now()));
    this.pump();
  }

  #settle(message: Outgoing, outcome: SendOutcome | undefined, verdict: Verdict): void {
    this.#unrecorded += 1;
    this.#deps.record(message, outcome, verdict, () => {
      this.#unrecorded -= 1;
      this.#held -= 1;
      if (this.#inFlight + this.#unrecorded === 0) {
        for (const resolve of this.#whenQuiet) resolve();
        this.#whenQuiet = [];
      }
      this.pump();
    });
  }
}
