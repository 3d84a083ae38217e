import type { Transaction } from '../../../platform/db.ts';
import { getWorkspace } from './queries.ts';

/** Name, zone, language and kind of a workspace, in a transaction of its own; undefined when it is gone. */
export async function findWorkspace(
  tx: Transaction,
  workspaceId: string,
): Promise<
  | { readonly name: string; readonly timeZone: string; readonly locale: string; readonly trial: boolean }
  | undefined
> {
  const [row] = await tx.query(getWorkspace, [workspaceId]);
  if (row === undefined) return undefined;
  return { name: row.name, timeZone: row.time_zone, locale: row.locale, trial: row.trial };
}
