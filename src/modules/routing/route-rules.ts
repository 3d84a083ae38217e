import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import {
  type CreateRoute,
  MOST_ROUTES,
  type OrderRoutes,
  type RouteDefault,
  type RouteRule,
  type RouteRules,
  type UpdateRoute,
} from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import {
  deleteRoute,
  findRouteDefault,
  insertRoute,
  listRoutes,
  orderRoutes,
  type RouteRow,
  saveRouteDefault,
  updateRoute,
} from './queries.ts';
import { routeValues } from './route-values.ts';

function ruleView(row: RouteRow, at: number): RouteRule {
  return {
    id: publicIdOfUuid('rut', row.id),
    position: at + 1,
    name: row.name,
    enabled: row.enabled,
    when: {
      classes: row.classes,
      operators: row.operators,
      prefixes: row.prefixes,
      senders: row.senders.map((id) => publicIdOfUuid('snd', id)),
      medium: row.medium,
    },
    to: { strategy: row.strategy, channels: row.channels.map((id) => publicIdOfUuid('chn', id)) },
    fallback: {
      on: row.fallback_on,
      missingReceiptSeconds: row.missing_receipt_seconds,
      resendUnknown: row.resend_unknown,
    },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

const loadRules = async (tx: Transaction, workspaceId: string): Promise<RouteRule[]> =>
  (await tx.query(listRoutes, [workspaceId])).map(ruleView);

async function requireRule(tx: Transaction, workspaceId: string, id: string): Promise<RouteRule> {
  const rule = (await loadRules(tx, workspaceId)).find((one) => one.id === id);
  if (rule === undefined) throw new Problem(routingErrors.route_not_found, { field: 'id' });
  return rule;
}

export async function listRouteRules(deps: RoutingDeps, actor: Actor): Promise<RouteRules> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const items = await loadRules(tx, workspaceId);
    const [otherwise] = await tx.query(findRouteDefault, [workspaceId]);
    return { items, otherwise: otherwise ?? { fallback: false } };
  });
}

export async function createRouteRule(
  deps: RoutingDeps,
  actor: Actor,
  input: z.output<typeof CreateRoute>,
): Promise<RouteRule> {
  const workspaceId = requireWorkspace(actor);
  const id = randomUUID();
  const publicId = publicIdOfUuid('rut', id);
  return changing(deps, actor, async (tx) => {
    if ((await tx.query(listRoutes, [workspaceId])).length >= MOST_ROUTES)
      throw new Problem(routingErrors.routes_full);
    await tx.query(insertRoute, await routeValues(deps, tx, { workspaceId, id, content: input }));
    await publish(deps, tx, actor, { type: 'route.created', id: publicId, data: { name: input.name } });
    return requireRule(tx, workspaceId, publicId);
  });
}

export async function changeRouteRule(
  deps: RoutingDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateRoute>,
): Promise<RouteRule> {
  const workspaceId = requireWorkspace(actor);
  return changing(deps, actor, async (tx) => {
    const stored = await requireRule(tx, workspaceId, publicId);
    const content = {
      name: input.name ?? stored.name,
      enabled: input.enabled ?? stored.enabled,
      when: input.when ?? stored.when,
      to: input.to ?? stored.to,
      fallback: input.fallback ?? stored.fallback,
    };
    const id = uuidOfPublicId('rut', publicId) ?? '';
    await tx.query(updateRoute, await routeValues(deps, tx, { workspaceId, id, content, before: stored }));
    const data = { name: content.name, changed: Object.keys(input) };
    await publish(deps, tx, actor, { type: 'route.changed', id: publicId, data });
    return requireRule(tx, workspaceId, publicId);
  });
}

export async function removeRouteRule(deps: RoutingDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await changing(deps, actor, async (tx) => {
    const { name } = await requireRule(tx, workspaceId, publicId);
    await tx.query(deleteRoute, [workspaceId, uuidOfPublicId('rut', publicId) ?? '']);
    await publish(deps, tx, actor, { type: 'route.deleted', id: publicId, data: { name } });
  });
}

/** All of them or none: an order made on an old list could put a route where nobody wanted it. */
export async function reorderRouteRules(
  deps: RoutingDeps,
  actor: Actor,
  { ids }: z.output<typeof OrderRoutes>,
): Promise<RouteRules> {
  const workspaceId = requireWorkspace(actor);
  await changing(deps, actor, async (tx) => {
    const known = new Set((await loadRules(tx, workspaceId)).map(({ id }) => id));
    const named = new Set(ids);
    if (ids.length !== known.size || named.size !== known.size || ids.some((id) => !known.has(id)))
      throw new Problem(routingErrors.route_order_incomplete, { field: 'ids' });
    await tx.query(orderRoutes, [workspaceId, ids.map((id) => uuidOfPublicId('rut', id) ?? '')]);
    await publish(deps, tx, actor, {
      type: 'route.reordered',
      id: publicIdOfUuid('wsp', workspaceId),
      data: { order: ids },
    });
  });
  return listRouteRules(deps, actor);
}

export async function changeRouteDefault(
  deps: RoutingDeps,
  actor: Actor,
  input: RouteDefault,
): Promise<RouteDefault> {
  const workspaceId = requireWorkspace(actor);
  await changing(deps, actor, async (tx) => {
    await tx.query(saveRouteDefault, [workspaceId, input.fallback]);
    await publish(deps, tx, actor, {
      type: 'route.default_changed',
      id: publicIdOfUuid('wsp', workspaceId),
      data: { ...input },
    });
  });
  return input;
}

/** One transaction, after which this process routes by the new rules. */
async function changing<T>(
  deps: RoutingDeps,
  actor: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const workspaceId = requireWorkspace(actor);
  const result = await deps.db.inWorkspace(workspaceId, work);
  deps.tables.forget(workspaceId);
  return result;
}

async function publish(
  deps: RoutingDeps,
  tx: Transaction,
  actor: Actor,
  fact: { readonly type: string; readonly id: string; readonly data: Record<string, unknown> },
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.bus.publish(tx, [
    { type: fact.type, workspaceId, actor: actorRef(actor), resource: fact.id, data: fact.data },
  ]);
}
