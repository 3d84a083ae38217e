import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import { repeat } from '../../../platform/repeat.ts';
import type { Seal } from '../../../platform/seal.ts';
import { endpointsVersion, listTargets, type TargetRow } from '../queries/endpoints.ts';
import { keyOfSecret, secretPlace } from '../secret.ts';
import { STANDARD } from './format.ts';

/** How old the copy in memory may get, milliseconds. */
const REFRESH_MS = 1_000;

/** An endpoint that is switched on. */
export interface Target {
  readonly workspaceId: string;
  readonly id: string;
  readonly url: string;
  readonly types: ReadonlySet<string>;
  /** How its deliveries look; see format.ts. */
  readonly format: string;
  readonly failing: boolean;
  /** The keys that sign at a time, newest first. */
  keysAt(now: number): readonly Buffer[];
}

/** Every endpoint of every workspace that is switched on, in memory: asking costs no query. */
export interface Targets {
  wants(workspaceId: string, type: string): boolean;
  of(workspaceId: string, type: string): readonly Target[];
  find(workspaceId: string, id: string): Target | undefined;
  all(): readonly Target[];
  /** Reads again if something changed; for whoever changed it, and once before anything else. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface TargetsDeps {
  /** Worker role: sees every workspace. */
  readonly db: Database;
  readonly seal: Seal;
  readonly log: Logger;
}

/** Looks for changes every second until it is stopped; knows nothing before the first `refresh`. */
export function createTargets(deps: TargetsDeps): Targets {
  let version = '';
  let byWorkspace = new Map<string, Target[]>();
  let running: Promise<void> | undefined;

  async function read(): Promise<void> {
    const [row] = await deps.db.query(endpointsVersion, []);
    const current = row?.version ?? '';
    if (current === version) return;
    const rows = await deps.db.query(listTargets, []);
    const next = new Map<string, Target[]>();
    for (const target of rows.flatMap(openTarget)) {
      const list = next.get(target.workspaceId) ?? [];
      list.push(target);
      next.set(target.workspaceId, list);
    }
    byWorkspace = next;
    // Read before the rows: a change in between is found again at the next look.
    version = current;
  }

  function openTarget(row: TargetRow): Target[] {
    try {
      return [targetOf(row, deps.seal)];
    } catch (error) {
      // Sealed under another key: nothing can be signed for it, and the others must go on.
      deps.log.error({ err: error, endpoint: row.id }, 'the secret of a webhook endpoint cannot be opened');
      return [];
    }
  }

  async function refresh(): Promise<void> {
    // One that began before the caller's change may not have seen it.
    await running?.catch(() => undefined);
    running = read();
    await running;
  }

  const failure = 'webhook endpoints wait for the database';
  const looking = repeat({ everyMs: REFRESH_MS, run: refresh, log: deps.log, failure });

  const of = (workspaceId: string, type: string): readonly Target[] =>
    byWorkspace.get(workspaceId)?.filter(({ types }) => types.has(type)) ?? [];
  return {
    of,
    wants: (workspaceId, type) => byWorkspace.get(workspaceId)?.some(({ types }) => types.has(type)) ?? false,
    find: (workspaceId, id) => byWorkspace.get(workspaceId)?.find((target) => target.id === id),
    all: () => [...byWorkspace.values()].flat(),
    refresh,
    stop: () => void looking.stop(),
  };
}

function targetOf(row: TargetRow, seal: Seal): Target {
  const place = secretPlace(row.workspace_id, row.id);
  const keyOf = (sealed: Buffer): Buffer => {
    const secret = seal.open(sealed, place);
    return row.format === STANDARD ? keyOfSecret(secret) : Buffer.from(secret, 'utf8');
  };
  const key = keyOf(row.sealed_secret);
  const oldKey = row.sealed_old_secret === null ? undefined : keyOf(row.sealed_old_secret);
  const oldUntil = row.old_secret_until?.getTime() ?? 0;
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    url: row.url,
    types: new Set(row.types),
    format: row.format,
    failing: row.failing_since !== null,
    keysAt: (now) => (oldKey !== undefined && now < oldUntil ? [key, oldKey] : [key]),
  };
}
