import type { Database } from '../../platform/db.ts';
import { createKeyVerifier, type KeyVerifier } from './keys/verify-key.ts';
import { createSessionVerifier, type SessionVerifier } from './sessions/verify-session.ts';

/** What one process remembers, for at most 4 s, about keys and sessions. */
export interface AuthCache {
  readonly keys: KeyVerifier;
  readonly sessions: SessionVerifier;
  /** After any change to keys, members or sessions made by this process. */
  clear(): void;
}

export interface AuthCacheDeps {
  readonly workerDb: Database;
  readonly now: () => number;
  /** Never goes back, in ms; `performance.now` unless a test says otherwise. */
  readonly monotonic?: () => number;
}

export function createAuthCache(deps: AuthCacheDeps): AuthCache {
  const monotonic = deps.monotonic ?? (() => performance.now());
  const keys = createKeyVerifier({ ...deps, monotonic });
  const sessions = createSessionVerifier({ ...deps, monotonic });
  return {
    keys,
    sessions,
    clear() {
      keys.clear();
      sessions.clear();
    },
  };
}
