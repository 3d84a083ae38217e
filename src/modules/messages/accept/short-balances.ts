/**
 * Whose balance did not cover a batch lately. Batches of everybody else are stored as if they were covered, and the
 * transaction fails where one is not; for these that would be every one.
 */
import type { Clock } from '../../../channels/channel.ts';
import { isBalanceShort } from '../../billing/index.ts';

const LATELY_MS = 10_000;

export interface ShortBalances {
  has(workspaceId: string): boolean;
  /** True when that was why a transaction failed: its batch is to be repeated, and looked at one by one. */
  explains(workspaceId: string, error: unknown): boolean;
}

export function createShortBalances(clock: Pick<Clock, 'monotonic'>): ShortBalances {
  const shortUntil = new Map<string, number>();
  return {
    has(workspaceId) {
      const until = shortUntil.get(workspaceId);
      if (until === undefined) return false;
      if (until > clock.monotonic()) return true;
      shortUntil.delete(workspaceId);
      return false;
    },
    explains(workspaceId, error) {
      if (!isBalanceShort(error)) return false;
      shortUntil.set(workspaceId, clock.monotonic() + LATELY_MS);
      return true;
    },
  };
}
