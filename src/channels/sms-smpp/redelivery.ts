/**
 * Recognises messages that a centre sends again after the link broke, because our answer
 * to them was lost. The protocol gives them no id, and a person may well send the same
 * words twice ("1", "1"), so only messages stored shortly before a break are compared.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../channel.ts';

/** Answers given this long before the break may have been lost with it. */
const BEFORE_BREAK_MS = 30_000;
const AFTER_BREAK_MS = 300_000;
const MAX_REMEMBERED = 1000;

export class Redelivery {
  private readonly clock: Clock;
  private stored: { readonly print: string; readonly id: string; readonly at: number }[] = [];
  private suspects = new Map<string, { readonly id: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  static print(source: string, destination: string, octets: Uint8Array): string {
    return createHash('sha256').update(`${source}|${destination}|`).update(octets).digest('base64');
  }

  remember(print: string, id: string): void {
    this.stored.push({ print, id, at: this.clock.monotonic() });
    if (this.stored.length > 2 * MAX_REMEMBERED) this.stored = this.stored.slice(-MAX_REMEMBERED);
  }

  linkLost(): void {
    const now = this.clock.monotonic();
    for (const [print, { until }] of this.suspects) if (until < now) this.suspects.delete(print);
    for (const { print, id, at } of this.stored.slice(-MAX_REMEMBERED)) {
      if (now - at <= BEFORE_BREAK_MS) this.suspects.set(print, { id, until: now + AFTER_BREAK_MS });
    }
    this.stored = [];
  }

  /** The id under which this message was stored before the break; it matches once. */
  match(print: string): string | undefined {
    const suspect = this.suspects.get(print);
    if (!suspect) return undefined;
    this.suspects.delete(print);
    return suspect.until >= this.clock.monotonic() ? suspect.id : undefined;
  }
}
