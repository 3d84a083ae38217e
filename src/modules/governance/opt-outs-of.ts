import type { Database } from '../../platform/db.ts';
import { findOptOut, type OptOutRow } from './queries.ts';

/** The opt-outs of one person's addresses; those without any are left out. */
export async function optOutsOf(
  db: Database,
  workspaceId: string,
  addresses: readonly string[],
): Promise<OptOutRow[]> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const found = await Promise.all(addresses.map((address) => tx.query(findOptOut, [workspaceId, address])));
    return found.flat();
  });
}
