/**
 * A token bucket that gives way when the provider throttles: the rate falls below what
 * was last accepted at once, rests for two seconds and then climbs back within 45 s.
 */
import type { Clock } from '../channel.ts';

/** Fraction of the accepted rate after a cut. */
const CUT = 0.6;
/** Refusals of one window arrive together and count once. */
const CUT_EVERY_MS = 300;
const REST_MS = 2000;
const CLIMB_SECONDS = 45;
/** Some centres count in short slices, so a burst holds at most 50 ms worth of messages. */
const BURST_SECONDS = 0.05;

export class AdaptiveRate {
  private readonly nominal: number;
  private readonly clock: Clock;
  private rate: number;
  private tokens: number;
  private filledAt: number;
  private cutAt = Number.NEGATIVE_INFINITY;
  private acceptedSince: number;
  private accepted = 0;
  private acceptedBefore = 0;

  constructor(messagesPerSecond: number, clock: Clock) {
    this.nominal = messagesPerSecond;
    this.rate = messagesPerSecond;
    this.clock = clock;
    this.tokens = this.burst();
    this.filledAt = clock.monotonic();
    this.acceptedSince = this.filledAt;
  }

  get messagesPerSecond(): number {
    return this.rate;
  }

  /** The provider throttled and the rate isn't back yet. */
  get reduced(): boolean {
    return this.rate < this.nominal;
  }

  /** Takes leave to send one message now. */
  take(): boolean {
    this.refill();
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }

  /** Milliseconds until `take` can succeed; 0 when it can now. */
  wait(): number {
    this.refill();
    return this.tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - this.tokens) / this.rate) * 1000));
  }

  onAccepted(): void {
    this.turn(this.clock.monotonic());
    this.accepted++;
  }

  /** True when the rate was cut for it. */
  onThrottled(): boolean {
    const now = this.clock.monotonic();
    if (now - this.cutAt < CUT_EVERY_MS) return false;
    this.refill();
    this.turn(now);
    const measured = Math.max(this.accepted, this.acceptedBefore);
    const base = measured > 0 ? Math.min(this.rate, measured) : this.rate;
    this.rate = Math.max(base * CUT, Math.min(this.nominal * CUT, 0.5));
    this.tokens = Math.min(this.tokens, 0);
    this.cutAt = now;
    return true;
  }

  /** Counts acceptances per second, this one and the one before. */
  private turn(now: number): void {
    const age = now - this.acceptedSince;
    if (age < 1000) return;
    this.acceptedBefore = age < 2000 ? this.accepted : 0;
    this.accepted = 0;
    this.acceptedSince = now;
  }

  private refill(): void {
    const now = this.clock.monotonic();
    const elapsed = now - this.filledAt;
    if (elapsed <= 0) return;
    this.filledAt = now;
    if (this.rate < this.nominal) {
      const climbing = Math.min(elapsed, now - this.cutAt - REST_MS);
      if (climbing > 0) {
        this.rate = Math.min(this.nominal, this.rate + (this.nominal / CLIMB_SECONDS) * (climbing / 1000));
      }
    }
    this.tokens = Math.min(this.burst(), this.tokens + (this.rate * elapsed) / 1000);
  }

  private burst(): number {
    return Math.max(1, this.rate * BURST_SECONDS);
  }
}
