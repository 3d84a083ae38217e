import type { Database } from '../../../platform/db.ts';
import type { Actor } from '../actor.ts';
import { isPermission } from '../permissions.ts';
import { CACHE_MS, createShortCache } from '../short-cache.ts';
import { hashOfKey, isWellFormedKey } from './key-format.ts';
import { findKeyByHash, touchKey } from './queries.ts';

/** About 300 bytes each. */
const MOST_KEYS = 20_000;
/** Last use is written at most this often. */
const TOUCH_MS = 60_000;

export type KeyActor = Extract<Actor, { kind: 'key' }>;

interface KnownKey {
  /** Undefined: there is no such key, or it may not be used. */
  readonly actor: KeyActor | undefined;
  /** ms since the epoch; infinite when it does not expire. */
  readonly expiresAt: number;
  lastUsedAt: number;
}

export interface KeyVerifier {
  /** Who the key is, or undefined when it opens nothing. `anyForm`: it may be one that another module made, such as an Auth Token. */
  verify(key: string, anyForm?: boolean): KeyActor | undefined | Promise<KeyActor | undefined>;
  clear(): void;
}

export interface KeyVerifierDeps {
  /** Role titian_worker: the workspace is what the look-up finds out. */
  readonly workerDb: Database;
  readonly now: () => number;
  readonly monotonic: () => number;
}

export function createKeyVerifier(deps: KeyVerifierDeps): KeyVerifier {
  const cache = createShortCache<KnownKey>({
    ttlMs: CACHE_MS,
    mostEntries: MOST_KEYS,
    monotonic: deps.monotonic,
    load: (hash) => lookUp(deps.workerDb, hash),
  });

  function use(known: KnownKey): KeyActor | undefined {
    const { actor } = known;
    if (actor === undefined) return undefined;
    const now = deps.now();
    if (now >= known.expiresAt) return undefined;
    if (now - known.lastUsedAt >= TOUCH_MS) {
      known.lastUsedAt = now;
      // A lost note of use must not fail the request it belongs to.
      deps.workerDb.query(touchKey, [actor.workspaceId, actor.keyId]).catch(() => undefined);
    }
    return actor;
  }

  return {
    verify(key, anyForm = false) {
      const hash = hashOfKey(key);
      const known = cache.fresh(hash);
      if (known !== undefined) return use(known);
      // What is no key at all costs no query.
      return anyForm || isWellFormedKey(key) ? cache.load(hash).then(use) : undefined;
    },
    clear: () => cache.clear(),
  };
}

async function lookUp(workerDb: Database, hash: string): Promise<KnownKey> {
  const [row] = await workerDb.query(findKeyByHash, [Buffer.from(hash, 'base64')]);
  if (row === undefined) return { actor: undefined, expiresAt: Number.POSITIVE_INFINITY, lastUsedAt: 0 };
  return {
    actor: {
      kind: 'key',
      workspaceId: row.workspace_id,
      keyId: row.id,
      mode: row.mode,
      // Scopes that a later version took away grant nothing.
      scopes: new Set(row.scopes.filter(isPermission)),
    },
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    lastUsedAt: row.last_used_at?.getTime() ?? 0,
  };
}
