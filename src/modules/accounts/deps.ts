import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { Seal } from '../../platform/seal.ts';
import type { AuthCache } from './auth-cache.ts';

/** What the operations of accounts work with. */
export interface AccountsDeps {
  /** Role titian_api: everything that happens inside a known workspace. */
  readonly apiDb: Database;
  /**
   * Role titian_worker: people, their passwords and sessions, and the look-ups that come
   * before a workspace is known. titian_api has no rights on those tables at all.
   */
  readonly workerDb: Database;
  readonly bus: EventBus;
  /** Shared with the guard of this process, so that its own changes are effective at once. */
  readonly authCache: AuthCache;
  /** ms since the epoch */
  readonly now: () => number;
  /** Where people reach the console, without a trailing slash: `https://titian.example.co.id`. */
  readonly publicUrl: string;
  /** TOTP secrets must be read again, so they are sealed instead of hashed. */
  readonly seal: Seal;
}
