import type { Database } from '../../platform/db.ts';
import { listCases } from './queries.ts';

/** Brands and texts that are registered with the operators: what other modules' linters compare with. */
export async function registeredWording(
  db: Database,
  workspaceId: string,
): Promise<{ readonly brands: string[]; readonly registeredSamples: string[] }> {
  const rows = await db.queryInWorkspace(workspaceId, listCases, [workspaceId]);
  return {
    brands: [...new Set(rows.map(({ brand }) => brand.trim()).filter((brand) => brand !== ''))],
    registeredSamples: rows.flatMap(({ samples }) => samples),
  };
}
