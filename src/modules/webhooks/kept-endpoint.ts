/** Endpoints that another module keeps for its own format; see send/format.ts. */
import type { Seal } from '../../platform/seal.ts';
import type { Transaction } from '../../platform/db.ts';
import { deleteEndpoint, insertKeptEndpoint } from './queries/endpoints.ts';
import { secretPlace } from './secret.ts';

export interface KeptEndpoint {
  readonly workspaceId: string;
  /** UUID */
  readonly id: string;
  /** Name of its format, at most 20 characters. */
  readonly format: string;
  /** Signs its deliveries, as the format says; sealed at rest. */
  readonly secret: string;
}

/** In the caller's transaction; `targets.refresh()` afterwards makes it known at once. */
export async function keepEndpoint(
  deps: { readonly seal: Seal },
  tx: Transaction,
  { workspaceId, id, format, secret }: KeptEndpoint,
): Promise<void> {
  const sealed = deps.seal.seal(secret, secretPlace(workspaceId, id));
  await tx.query(insertKeptEndpoint, [workspaceId, id, `urn:titian:${format}`, [format], format, sealed]);
}

/** Its secret is forgotten; what waits for it is not sent any more. */
export const dropEndpoint = (tx: Transaction, workspaceId: string, id: string): Promise<unknown> =>
  tx.query(deleteEndpoint, [workspaceId, id]);
