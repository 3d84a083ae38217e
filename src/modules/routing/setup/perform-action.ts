import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { RoutingDeps } from '../deps.ts';
import { routingErrors } from '../errors.ts';
import { requireOpen } from './require-open.ts';

/** Registering a number takes providers their time. */
const DEADLINE_MS = 30_000;

/** Has something done at the provider. What was typed in may be a secret and is kept nowhere. */
export async function performAction(
  deps: RoutingDeps,
  actor: Actor,
  publicId: string,
  action: string,
  input: Readonly<Record<string, string>>,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const { connection, type } = await requireOpen(deps, workspaceId, publicId);
  const known = type.actions?.some(({ name }) => name === action) === true;
  const outcome = known
    ? await connection.perform?.(action, input, AbortSignal.timeout(DEADLINE_MS))
    : undefined;
  if (outcome === undefined) throw new Problem(routingErrors.action_not_found, { field: 'action' });
  await deps.db.inWorkspace(workspaceId, (tx) =>
    deps.bus.publish(tx, [
      {
        type: 'channel.action_performed',
        workspaceId,
        actor: actorRef(actor),
        resource: publicId,
        data: { action, ok: outcome.ok },
      },
    ]),
  );
  if (!outcome.ok) {
    const { field, detail } = outcome;
    throw new Problem(routingErrors.action_refused, {
      detail,
      ...(field === undefined ? {} : { field: `input.${field}` }),
    });
  }
}
