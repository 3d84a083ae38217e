import { z } from 'zod';
import type { Database } from '../../../platform/db.ts';
import { Role } from '../contract.ts';
import { CACHE_MS, createShortCache } from '../short-cache.ts';
import { findSession, touchSession } from './queries.ts';
import { hashOfToken } from './token.ts';

const MOST_SESSIONS = 10_000;
const TOUCH_MS = 60_000;

const Memberships = z.array(z.object({ workspaceId: z.string(), memberId: z.string(), role: Role }));

/** Somebody who is signed in, with the workspaces they are active in. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly memberships: z.infer<typeof Memberships>;
}

interface KnownSession {
  readonly session: LiveSession | undefined;
  /** ms since the epoch: the absolute end. The idle limit moves by hours, so 4 s of memory do not matter. */
  readonly expiresAt: number;
  lastSeenAt: number;
}

export interface SessionVerifier {
  /** Who holds the token, or undefined when it opens nothing. */
  verify(token: string): LiveSession | undefined | Promise<LiveSession | undefined>;
  clear(): void;
}

export interface SessionVerifierDeps {
  /** Role titian_worker: who it is, and of which workspaces, is what the look-up finds out. */
  readonly workerDb: Database;
  readonly now: () => number;
  readonly monotonic: () => number;
}

export function createSessionVerifier(deps: SessionVerifierDeps): SessionVerifier {
  const cache = createShortCache<KnownSession>({
    ttlMs: CACHE_MS,
    mostEntries: MOST_SESSIONS,
    monotonic: deps.monotonic,
    load: (hash) => lookUp(deps.workerDb, hash),
  });

  function use(known: KnownSession): LiveSession | undefined {
    const { session } = known;
    const now = deps.now();
    if (session === undefined || now >= known.expiresAt) return undefined;
    if (now - known.lastSeenAt >= TOUCH_MS) {
      known.lastSeenAt = now;
      deps.workerDb.query(touchSession, [session.sessionId]).catch(() => undefined);
    }
    return session;
  }

  return {
    verify(token) {
      const hash = hashOfToken(token).toString('base64');
      const known = cache.fresh(hash);
      return known === undefined ? cache.load(hash).then(use) : use(known);
    },
    clear: () => cache.clear(),
  };
}

async function lookUp(workerDb: Database, hash: string): Promise<KnownSession> {
  const [row] = await workerDb.query(findSession, [Buffer.from(hash, 'base64')]);
  if (row === undefined) return { session: undefined, expiresAt: 0, lastSeenAt: 0 };
  return {
    session: {
      sessionId: row.id,
      userId: row.user_id,
      memberships: Memberships.parse(row.memberships),
    },
    expiresAt: row.expires_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
  };
}
