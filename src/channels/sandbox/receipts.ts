/** Receipts that come due after a fixed delay: a queue and one timer, whatever the traffic. */
import type { ChannelDeps, ReceiptEvent, TakeEvent } from '../channel.ts';

interface Due {
  readonly at: number;
  readonly externalId: string;
  readonly status: 'delivered' | 'failed';
  readonly code: ReceiptEvent['code'];
  readonly tries: number;
}

const TICK_MS = 20;
const RETRY_MS = 1000;
const MAX_TRIES = 60;

export class ReceiptQueue {
  private readonly deps: ChannelDeps;
  private readonly delayMs: number;
  private take: TakeEvent | undefined;
  /** In due order, because every delay is the same. */
  private queue: Due[] = [];
  private readonly retries: Due[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(delayMs: number, deps: ChannelDeps) {
    this.delayMs = delayMs;
    this.deps = deps;
  }

  listen(take: TakeEvent): void {
    this.take = take;
  }

  add(externalId: string, status: Due['status'], code: Due['code']): void {
    this.queue.push({ at: this.deps.clock.monotonic() + this.delayMs, externalId, status, code, tries: 0 });
    this.wake();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.queue = [];
    this.retries.length = 0;
  }

  private wake(): void {
    this.timer ??= setTimeout(() => this.run(), TICK_MS);
  }

  private run(): void {
    this.timer = undefined;
    const now = this.deps.clock.monotonic();
    let due = this.queue.findIndex((entry) => entry.at > now);
    if (due < 0) due = this.queue.length;
    for (const entry of this.queue.splice(0, due)) this.deliver(entry);
    const waiting = this.retries.splice(0);
    for (const entry of waiting) {
      if (entry.at > now) this.retries.push(entry);
      else this.deliver(entry);
    }
    if (this.queue.length > 0 || this.retries.length > 0) this.wake();
  }

  private deliver(entry: Due): void {
    const { externalId, status, code } = entry;
    const at = new Date(this.deps.clock.now());
    const event: ReceiptEvent = { type: 'receipt', externalId, status, at, ...(code ? { code } : {}) };
    this.take?.(event, {
      settled: (isStored) => {
        if (!isStored) this.retry(entry);
      },
    });
  }

  private retry(entry: Due): void {
    if (entry.tries + 1 >= MAX_TRIES) {
      this.deps.log.warn('sandbox_receipt_dropped', { external_id: entry.externalId });
      return;
    }
    this.retries.push({ ...entry, at: this.deps.clock.monotonic() + RETRY_MS, tries: entry.tries + 1 });
    this.wake();
  }
}
