import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Database } from '../../../platform/db.ts';
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
export interface Services {
  of(workspaceId: string): Promise<ReadonlyMap<string, KnownService>>;
  /** Throws `verify.service_not_found`. */
  require(workspaceId: string, publicId: string, field?: string): Promise<KnownService>;
  forget(workspaceId: string): void;
}

export function createServices(deps: { readonly db: Database; readonly now: () => number }): Services {
  const known = new Map<
    string,
    { readonly at: number; readonly services: Promise<Map<string, KnownService>> }
  >();

  async function load(workspaceId: string): Promise<Map<string, KnownService>> {
    const rows = await deps.db.queryInWorkspace(workspaceId, listServices, [workspaceId]);
    return new Map(
      rows.map((row) => {
        const view = serviceView(row);
        return [view.id, { ...view, uuid: row.id }];
      }),
    );
  }

  async function of(workspaceId: string): Promise<ReadonlyMap<string, KnownService>> {
    const found = known.get(workspaceId);
    if (found !== undefined && deps.now() - found.at < FRESH_MS) return found.services;
    const services = load(workspaceId);
    known.set(workspaceId, { at: deps.now(), services });
    services.catch(() => known.delete(workspaceId));
    return services;
  }

  return {
    of,
    async require(workspaceId, publicId, field = 'service') {
      const service =
        uuidOfPublicId('vsv', publicId) === undefined ? undefined : (await of(workspaceId)).get(publicId);
      if (service === undefined) throw new Problem(verifyErrors.service_not_found, { field });
      return service;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
}
