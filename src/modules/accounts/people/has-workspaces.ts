import type { AccountsDeps } from '../deps.ts';
import { anyWorkspace } from './queries.ts';

/** False on an installation that nobody has used yet. */
export async function hasWorkspaces(deps: Pick<AccountsDeps, 'workerDb'>): Promise<boolean> {
  return (await deps.workerDb.query(anyWorkspace, [])).length > 0;
}
