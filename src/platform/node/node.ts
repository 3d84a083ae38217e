/**
 * This process among others on the same database: a number for ids and for
 * ownership of queued rows, and a heartbeat by which the others know it lives.
 */
import { hostname } from 'node:os';
import type { Database } from '../db.ts';
import type { Logger } from '../log.ts';
import { buryNode, deleteNode, listOtherNodes, takeNodeNumber, touchNode } from './queries.ts';

const HEARTBEAT_MS = 2_000;
/** A node that could not say "alive" for this long must stop sending: others are about to take over. */
const FENCE_MS = 10_000;
/** A node that was silent for this long is taken to be dead. */
const DEAD_SECONDS = 15;
/** After a silence of our own everybody may have been cut off from the database: others get time for three heartbeats. */
const STEADY_MS = 6_000;

export interface Node {
  readonly number: number;
  /** False once the heartbeat has failed for so long that another node may own our rows. */
  isAlive(): boolean;
  /** Numbers of nodes that died since the last call; their rows are free. Removes them. */
  buryDead(): Promise<number[]>;
  /** Resolves when another node has taken this one for dead. It never works again: its process must end. */
  readonly buried: Promise<void>;
  stop(): Promise<void>;
}

export async function joinNodes(deps: {
  readonly db: Database;
  readonly log: Logger;
  readonly monotonic: () => number;
  /** The database belongs to this process alone (embedded), so every other node is a ghost. */
  readonly alone: boolean;
}): Promise<Node> {
  const { db } = deps;
  const host = hostname();
  const number = await takeNumber(db, host);
  let seen = deps.monotonic();
  let steadySince = seen;
  let tellBuried: () => void = () => undefined;
  const buried = new Promise<void>((resolve) => {
    tellBuried = resolve;
  });
  const timer = setInterval(() => {
    db.query(touchNode, [number]).then(
      (rows) => {
        if (rows.length === 0) {
          clearInterval(timer);
          deps.log.error({ node: number }, 'another node has taken this one for dead');
          tellBuried();
          return;
        }
        const now = deps.monotonic();
        if (now - seen > STEADY_MS) steadySince = now;
        seen = now;
      },
      (error: unknown) => deps.log.warn({ err: error }, 'heartbeat failed'),
    );
  }, HEARTBEAT_MS);
  timer.unref();
  const isSteady = (): boolean =>
    deps.monotonic() - seen <= STEADY_MS && deps.monotonic() - steadySince >= STEADY_MS;

  return {
    number,
    isAlive: () => deps.monotonic() - seen < FENCE_MS,
    buried,
    async buryDead() {
      const others = await db.query(listOtherNodes, [number]);
      const dead: number[] = [];
      for (const other of others) {
        const isGone =
          deps.alone || (other.host === host && (other.pid === process.pid || !isRunning(other.pid)));
        if (!isGone && !(other.silent_seconds > DEAD_SECONDS && isSteady())) continue;
        const rows = await db.query(buryNode, [other.number, other.pid, isGone ? 0 : DEAD_SECONDS]);
        dead.push(...rows.map(({ number: one }) => one));
      }
      return dead;
    },
    async stop() {
      clearInterval(timer);
      await db.query(deleteNode, [number]).catch(() => undefined);
    },
  };
}

/** Tries the next numbers while the one drawn still belongs to a living node. */
async function takeNumber(db: Database, host: string): Promise<number> {
  for (let tries = 0; tries < 1024; tries++) {
    const [row] = await db.query(takeNodeNumber, [host, process.pid]);
    if (row !== undefined) return row.number;
  }
  throw new Error('all 1,024 node numbers are taken');
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
