import { uuidOfPublicId } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import type { RoutingDeps } from '../deps.ts';
import { routingErrors } from '../errors.ts';
import type { OpenChannel } from '../gateway.ts';

const RETRY_SECONDS = 5;

/** The workspace's connection in this process; another process may hold it, or it is still being opened. */
export async function requireOpen(
  { tables, findOpen }: RoutingDeps,
  workspaceId: string,
  publicId: string,
): Promise<OpenChannel> {
  const id = uuidOfPublicId('chn', publicId);
  const known =
    id === undefined ? undefined : (await tables.of(workspaceId)).channels.find((one) => one.id === id);
  if (id === undefined || known === undefined)
    throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  if (!known.enabled) throw new Problem(routingErrors.channel_disabled, { field: 'id' });
  const open = findOpen(id);
  if (open?.workspaceId !== workspaceId)
    throw new Problem(routingErrors.channel_not_open, { retryAfterSeconds: RETRY_SECONDS });
  return open;
}
