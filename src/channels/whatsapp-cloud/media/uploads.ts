/** Media ids that Meta has given for files, so that a file of a campaign is uploaded once and not a million times. */
import type { Clock } from '../../channel.ts';

/** Meta keeps uploads for 30 days; a day is left for messages that wait. */
const KEPT_MS = 29 * 24 * 3600 * 1000;
const MOST_FILES = 5_000;

export class Uploads {
  readonly #clock: Pick<Clock, 'now'>;
  /** Oldest use first. */
  readonly #ids = new Map<string, { readonly id: string; readonly until: number }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  find(key: string): string | undefined {
    const found = this.#ids.get(key);
    if (found === undefined) return undefined;
    this.#ids.delete(key);
    if (found.until <= this.#clock.now()) return undefined;
    this.#ids.set(key, found);
    return found.id;
  }

  keep(key: string, id: string): void {
    this.#ids.delete(key);
    this.#ids.set(key, { id, until: this.#clock.now() + KEPT_MS });
    for (const oldest of this.#ids.keys()) {
      if (this.#ids.size <= MOST_FILES) return;
      this.#ids.delete(oldest);
    }
  }

  forget(key: string): void {
    this.#ids.delete(key);
  }
}
