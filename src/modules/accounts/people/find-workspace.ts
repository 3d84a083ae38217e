import type { Transaction } from '../../../platform/db.ts';
import { getWorkspace } from './queries.ts';

/** Zone and language of a workspace, in a transaction of its own; undefined when it is gone. */
export async function findWorkspace(
  tx: Transaction,
  workspaceId: string,
): Promise<{ readonly name: string; readonly timeZone: string; readonly locale: string } | undefined> {
  const [row] = await tx.query(getWorkspace, [workspaceId]);
  return row === undefined ? undefined : { name: row.name, timeZone: row.time_zone, locale: row.locale };
}
