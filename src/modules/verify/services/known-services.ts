import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Database } from '../../../platform/db.ts';
import { createFreshCache, type FreshCache } from '../../../platform/fresh-cache.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Service } from '../contract.ts';
import { verifyErrors } from '../errors.ts';
import { listServices } from '../queries/services.ts';
import { serviceView } from './service-view.ts';

/** A change on another node is heeded after this long. */
const FRESH_MS = 2_000;

export interface KnownService extends Service {
  readonly uuid: string;
}

/** The services of workspaces, remembered for two seconds: every start and many checks ask for one. */
export interface Services extends FreshCache<ReadonlyMap<string, KnownService>> {
  /** Throws `verify.service_not_found`. */
  require(workspaceId: string, publicId: string, field?: string): Promise<KnownService>;
}

export function createServices(deps: { readonly db: Database; readonly now: () => number }): Services {
  async function load(workspaceId: string): Promise<Map<string, KnownService>> {
    const rows = await deps.db.queryInWorkspace(workspaceId, listServices, [workspaceId]);
    return new Map(
      rows.map((row) => {
        const view = serviceView(row);
        return [view.id, { ...view, uuid: row.id }];
      }),
    );
  }

  const { of, forget } = createFreshCache({ freshMs: FRESH_MS, now: deps.now, load });
  return {
    of,
    async require(workspaceId, publicId, field = 'service') {
      const service =
        uuidOfPublicId('vsv', publicId) === undefined ? undefined : (await of(workspaceId)).get(publicId);
      if (service === undefined) throw new Problem(verifyErrors.service_not_found, { field });
      return service;
    },
    forget,
  };
}
