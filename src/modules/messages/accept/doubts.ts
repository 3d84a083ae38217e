/**
 * Whose batches lately held what may not leave: a message that the balance does not cover, or one to somebody who has
 * opted out. Batches of everybody else are stored as if they held none, and the transaction fails where one does; for
 * these that would be every other one.
 */
import type { Clock } from '../../../channels/channel.ts';
import { isBalanceShort } from '../../billing/index.ts';
import { isOptedOut } from '../../governance/index.ts';

const LATELY_MS = 10_000;

type Doubt = 'covered' | 'wanted';

export interface Doubts {
  /** Whether all of the workspace's messages may be taken to be covered, or wanted. */
  has(workspaceId: string, doubt: Doubt): boolean;
  /** True when a doubt was why a transaction failed: its batch is to be repeated, and looked at one by one. */
  explains(workspaceId: string, error: unknown): boolean;
}

export function createDoubts(clock: Pick<Clock, 'monotonic'>): Doubts {
  const until = new Map<string, number>();
  return {
    has(workspaceId, doubt) {
      const key = `${doubt} ${workspaceId}`;
      const end = until.get(key);
      if (end === undefined) return false;
      if (end > clock.monotonic()) return true;
      until.delete(key);
      return false;
    },
    explains(workspaceId, error) {
      const doubt = doubtOf(error);
      if (doubt === undefined) return false;
      until.set(`${doubt} ${workspaceId}`, clock.monotonic() + LATELY_MS);
      return true;
    },
  };
}

function doubtOf(error: unknown): Doubt | undefined {
  if (isBalanceShort(error)) return 'covered';
  return isOptedOut(error) ? 'wanted' : undefined;
}
