/** From messages to outcomes: cuts texts into parts, paces them onto the binds, gathers the answers. */
import type { Caller, ChannelDeps, OutgoingMessage, SendError, SendOutcome } from '../channel.ts';
import { AdaptiveRate } from './adaptive-rate.ts';
import { recipientAddress, senderAddress } from './addresses.ts';
import { failure, type Job, notConnected, outcomeOf, type Part, PartQueue, partsToRepeat } from './job.ts';
import { planParts } from './parts/plan-parts.ts';
import type { SmppSession } from './session.ts';
import type { SmppSettings } from './settings.ts';
import { formatValidity } from './time.ts';
import { classifyStatus, isThrottling } from './wire/status.ts';
import type { Address, OutgoingShortMessage } from './wire/write-pdu.ts';

/** Longest text `send` takes, in characters: 11 segments of GSM-7, 24 of UCS-2. */
export const MAX_TEXT_LENGTH = 1600;

/** Times a part is sent again after a temporary refusal while other parts of its text were taken. */
const PART_RETRIES = 5;
const PART_RETRY_MS = 500;
const RETRY_AFTER_MS = 1000;

const NO_PARTS: readonly Part[] = [];

const REGISTERED_DELIVERY = { none: 0x00, final: 0x01, failure: 0x02, intermediate: 0x11 } as const;

export class Submitter {
  readonly rate: AdaptiveRate;
  private readonly settings: SmppSettings;
  private readonly deps: ChannelDeps;
  private readonly sessions: () => readonly SmppSession<Part>[];
  private readonly queue = new PartQueue();
  private unsettled = 0;
  /** Whose callers are told in a moment. */
  private settled: Job[] = [];
  private idle: (() => void)[] = [];
  private pumpTimer: NodeJS.Timeout | undefined;
  private readonly retryTimers = new Set<NodeJS.Timeout>();
  private anonymous = 0;
  /** The last one: a campaign has one for all of its messages. */
  private sender: { readonly from: string; readonly address: Address } | undefined;

  constructor(settings: SmppSettings, deps: ChannelDeps, sessions: () => readonly SmppSession<Part>[]) {
    this.settings = settings;
    this.deps = deps;
    this.sessions = sessions;
    this.rate = new AdaptiveRate(settings.messagesPerSecond, deps.clock);
  }

  submit(message: OutgoingMessage, signal: AbortSignal, caller: Caller): void {
    const isTooLong = message.text.length > MAX_TEXT_LENGTH;
    const plans = isTooLong ? undefined : planParts(message.text, this.settings, this.deps.randomInt);
    const job: Job = {
      message,
      expiresAt: message.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
      signal,
      caller,
      queuedAt: this.deps.clock.monotonic(),
      parts: NO_PARTS,
      left: plans?.length ?? 0,
      retries: 0,
      outcome: undefined,
    };
    this.unsettled++;
    if (plans === undefined) {
      const why = isTooLong ? `text is longer than ${MAX_TEXT_LENGTH}` : 'text needs too many parts';
      this.settle(job, failure('permanent', 'message_invalid', why));
      return;
    }
    job.parts = plans.map((plan): Part => {
      return { job, plan, writtenAt: 0, order: 0, messageId: undefined, error: undefined };
    });
    for (const part of job.parts) this.queue.push(part);
    this.pump();
  }

  /** Sends as much as windows and rate allow. */
  pump(): void {
    let session = this.freest();
    for (let part = this.queue.first(); session && part; part = this.queue.first()) {
      if (this.dropped(part)) {
        this.queue.dropFirst();
        continue;
      }
      if (!this.rate.take()) {
        this.pumpLater();
        break;
      }
      this.queue.dropFirst();
      session.submit(part, this.wireOf(part));
      session = this.freest();
    }
  }

  onAnswer(part: Part, status: number, rawId: string): void {
    if (status === 0) {
      this.rate.onAccepted();
      part.messageId = rawId || `noid-${part.job.message.id}-${++this.anonymous}`;
      this.count(part);
      return;
    }
    if (isThrottling(status) && this.rate.onThrottled()) {
      this.deps.log.warn('smpp_throttled', { messages_per_second: this.rate.messagesPerSecond });
    }
    const refusal = classifyStatus(status);
    part.error = refusal.kind === 'retryable' ? { ...refusal, retryAfterMs: RETRY_AFTER_MS } : refusal;
    this.count(part);
  }

  onLost(part: Part, why: 'timeout' | 'connection_lost', written: boolean): void {
    part.error = written
      ? failure(
          'unknown',
          why,
          why === 'timeout' ? 'no answer in time' : 'the link was lost before the answer',
        )
      : notConnected();
    this.count(part);
  }

  /** Gives back what has waited too long for a bind and what nobody waits for any more. */
  sweep(anyBound: boolean): void {
    const now = this.deps.clock.monotonic();
    const patience = this.settings.waitForBindSeconds * 1000;
    for (const part of this.queue.waiting()) {
      if (part.job.outcome) continue;
      if (part.job.signal.aborted)
        this.giveBack(part.job, failure('retryable', 'timeout', 'not sent in time'));
      else if (!anyBound && now - part.job.queuedAt >= patience) this.giveBack(part.job, notConnected());
    }
    for (const session of this.sessions()) {
      for (const { job } of session.unanswered) {
        if (job.signal.aborted && !job.outcome)
          this.giveBack(job, failure('unknown', 'timeout', 'no answer in time'));
      }
    }
    if (!anyBound) this.queue.compact();
    else this.pump();
  }

  /** Everything unsent goes back, e.g. when the provider refused our credentials. */
  rejectQueued(error: SendError): void {
    for (const part of this.queue.waiting()) if (!part.job.outcome) this.giveBack(part.job, error);
    this.queue.compact();
  }

  /** Resolves when nothing is queued or unanswered. */
  drained(): Promise<void> {
    if (this.unsettled === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  stop(): void {
    clearTimeout(this.pumpTimer);
    for (const timer of this.retryTimers) clearTimeout(timer);
  }

  /** Made when it is written, because it would be most of what waits. */
  private wireOf({ job: { message, expiresAt }, plan }: Part): OutgoingShortMessage {
    const { settings } = this;
    if (this.sender?.from !== message.from)
      this.sender = { from: message.from, address: senderAddress(message.from, settings) };
    return {
      serviceType: settings.serviceType,
      source: this.sender.address,
      destination: recipientAddress(message.to, settings),
      esmClass: 0,
      validityPeriod: Number.isFinite(expiresAt)
        ? formatValidity(expiresAt, this.deps.clock.now(), settings.validityFormat)
        : '',
      registeredDelivery: REGISTERED_DELIVERY[settings.registeredDelivery],
      dataCoding: plan.dataCoding,
      text: plan.text,
      alphabet: plan.alphabet,
      header: plan.header,
      segment: plan.segment,
      inPayload: plan.inPayload,
    };
  }

  private freest(): SmppSession<Part> | undefined {
    let best: SmppSession<Part> | undefined;
    for (const session of this.sessions()) {
      if (session.hasRoom && (!best || session.outstanding < best.outstanding)) best = session;
    }
    return best;
  }

  /** A part that needn't leave any more: too late, or its text is refused already. */
  private dropped(part: Part): boolean {
    const { job } = part;
    if (job.outcome) return true;
    if (job.expiresAt <= this.deps.clock.now()) {
      part.error = failure('permanent', 'expired', 'expired before it could be sent');
    } else {
      part.error =
        job.parts.length > 1 ? job.parts.find((one) => one.error?.kind === 'permanent')?.error : undefined;
    }
    if (!part.error) return false;
    this.count(part);
    return true;
  }

  private pumpLater(): void {
    if (this.pumpTimer) return;
    this.pumpTimer = setTimeout(() => {
      this.pumpTimer = undefined;
      this.pump();
    }, this.rate.wait());
  }

  private count(part: Part): void {
    const { job } = part;
    if (--job.left > 0 || job.outcome) return;
    const again = partsToRepeat(job);
    if (again.length > 0 && job.retries < PART_RETRIES && !job.signal.aborted) this.repeat(job, again);
    else this.settle(job, outcomeOf(job, this.settings, this.deps.clock.monotonic()));
  }

  /** Some parts were taken, so the text can't be given back: the others must follow. */
  private repeat(job: Job, parts: readonly Part[]): void {
    job.retries++;
    job.left = parts.length;
    const timer = setTimeout(() => {
      this.retryTimers.delete(timer);
      for (const part of parts) {
        part.error = undefined;
        this.queue.push(part);
      }
      this.pump();
    }, PART_RETRY_MS * job.retries);
    this.retryTimers.add(timer);
  }

  private giveBack(job: Job, error: SendError): void {
    const begun = job.parts.some((part) => part.messageId !== undefined || part.order > 0);
    this.settle(job, begun ? { kind: 'unknown', code: error.code, detail: error.detail } : error);
  }

  private settle(job: Job, outcome: SendOutcome): void {
    if (job.outcome) return;
    job.outcome = outcome;
    // Later, because the caller submits the next message at once, and many of them at a time.
    if (this.settled.push(job) === 1) queueMicrotask(() => this.tellCallers());
    if (--this.unsettled > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  /** One that fails may not keep it from the others. */
  private tellCallers(): void {
    const { settled } = this;
    this.settled = [];
    for (const { caller, outcome } of settled) {
      try {
        if (outcome) caller.answered(outcome);
      } catch (error) {
        this.deps.log.warn('smpp_outcome_not_taken', {
          error: error instanceof Error ? error.message : 'unknown',
        });
      }
    }
  }
}
