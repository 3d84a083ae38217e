/** What phones can show, remembered for a while: most people are written to more than once. */
import { createBoundedMap, type BoundedMap } from '../../lib/bounded-map.ts';
import type { Clock } from '../channel.ts';

/** Names of RCS features, https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones/getCapabilities */
export type Feature =
  | 'RICHCARD_STANDALONE'
  | 'RICHCARD_CAROUSEL'
  | 'ACTION_CREATE_CALENDAR_EVENT'
  | 'ACTION_DIAL'
  | 'ACTION_OPEN_URL'
  | 'ACTION_SHARE_LOCATION'
  | 'ACTION_VIEW_LOCATION'
  | 'REVOCATION';

/** `unreachable`: no RCS there, or none that this agent reaches. */
export type Capability = ReadonlySet<string> | 'unreachable';

/** About 20 MB at the most. */
const MOST_ENTRIES = 50_000;
/** Who has no RCS may get it any day. */
const UNREACHABLE_MS = 3_600_000;

export class CapabilityCache {
  readonly #clock: Clock;
  readonly #reachableMs: number;
  readonly #entries: BoundedMap<string, { readonly capability: Capability; readonly until: number }>;

  constructor(clock: Clock, reachableMs: number, mostEntries = MOST_ENTRIES) {
    this.#clock = clock;
    this.#reachableMs = reachableMs;
    this.#entries = createBoundedMap(mostEntries);
  }

  get(phone: string): Capability | undefined {
    const entry = this.#entries.get(phone);
    if (entry === undefined) return undefined;
    if (entry.until > this.#clock.monotonic()) return entry.capability;
    this.#entries.delete(phone);
    return undefined;
  }

  /** The oldest entries make room. */
  set(phone: string, capability: Capability): void {
    const lifeMs =
      capability === 'unreachable' ? Math.min(UNREACHABLE_MS, this.#reachableMs) : this.#reachableMs;
    this.#entries.set(phone, { capability, until: this.#clock.monotonic() + lifeMs });
  }

  forget(phone: string): void {
    this.#entries.delete(phone);
  }
}
