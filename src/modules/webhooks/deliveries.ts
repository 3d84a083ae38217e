import { z } from 'zod';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { firstIdAt, LARGEST_ID } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import {
  DeliveryAttempt,
  type ListWebhookDeliveries,
  type ReplayedWebhookDeliveries,
  type ReplayWebhookDeliveries,
  type WebhookDelivery,
  type WebhookDeliveryPage,
} from './contract.ts';
import type { WebhooksDeps } from './deps.ts';
import { requireEndpoint } from './endpoints.ts';
import { webhooksErrors } from './errors.ts';
import {
  type DeliveryRow,
  findDelivery,
  listDeliveries,
  listDeliveriesOf,
  requeueDeliveries,
  requeueFailed,
} from './queries/deliveries.ts';

/** Replayed by one request. */
const MOST_REPLAYED = 10_000;
const Attempts = z.array(DeliveryAttempt).catch([]);
/** Ids hold the millisecond they were made in; see platform/ids. */
const timeOf = (id: bigint): string => new Date(Number(id >> 20n)).toISOString();

function deliveryView(deps: WebhooksDeps, row: DeliveryRow): WebhookDelivery {
  const id = BigInt(row.id);
  return {
    id: deps.publicIds.encode('whd', id),
    type: row.type,
    status: row.status,
    attempts: Attempts.parse(row.attempts),
    createdAt: timeOf(id),
    finishedAt: row.finished_at?.toISOString() ?? null,
    nextAttemptAt: row.due?.toISOString() ?? null,
    payload: row.payload,
  };
}

/** Newest first. */
export async function listDeliveryViews(
  deps: WebhooksDeps,
  actor: Actor,
  endpoint: string,
  input: z.output<typeof ListWebhookDeliveries>,
): Promise<z.infer<typeof WebhookDeliveryPage>> {
  const workspaceId = requireWorkspace(actor);
  const before = deps.publicIds.decode('cur', input.cursor ?? '') ?? LARGEST_ID;
  const rows = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const { id } = await requireEndpoint(tx, workspaceId, endpoint);
    const window = [workspaceId, id, before.toString(), input.limit + 1] as const;
    return input.status === undefined
      ? tx.query(listDeliveries, [...window])
      : tx.query(listDeliveriesOf, [...window, input.status]);
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const more = rows.length > input.limit && last !== undefined;
  return {
    items: page.map((row) => deliveryView(deps, row)),
    next: more ? deps.publicIds.encode('cur', BigInt(last.id)) : null,
  };
}

export async function getDelivery(
  deps: WebhooksDeps,
  actor: Actor,
  endpoint: string,
  delivery: string,
): Promise<WebhookDelivery> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode('whd', delivery);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const { id: endpointId } = await requireEndpoint(tx, workspaceId, endpoint);
    const [row] =
      id === undefined ? [] : await tx.query(findDelivery, [workspaceId, endpointId, id.toString()]);
    if (row === undefined) throw new Problem(webhooksErrors.delivery_not_found, { field: 'delivery' });
    return deliveryView(deps, row);
  });
}

/** Delivers again what is finished, under the same id; what still waits is left alone. */
export async function replayDeliveries(
  deps: WebhooksDeps,
  actor: Actor,
  endpoint: string,
  input: z.output<typeof ReplayWebhookDeliveries>,
): Promise<z.infer<typeof ReplayedWebhookDeliveries>> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const { id } = await requireEndpoint(tx, workspaceId, endpoint);
    const queued = await requeue(deps, tx, workspaceId, id, input);
    await deps.bus.publish(tx, [
      {
        type: 'webhook.deliveries_replayed',
        workspaceId,
        actor: actorRef(actor),
        resource: publicIdOfUuid('whe', id),
        data: { queued },
      },
    ]);
    return { queued };
  });
}

async function requeue(
  deps: WebhooksDeps,
  tx: Transaction,
  workspaceId: string,
  endpointId: string,
  input: z.output<typeof ReplayWebhookDeliveries>,
): Promise<number> {
  if ('failedSince' in input) {
    const from = firstIdAt(Date.parse(input.failedSince)).toString();
    return (await tx.query(requeueFailed, [workspaceId, endpointId, from, MOST_REPLAYED])).length;
  }
  const ids = input.ids.map((one) => deps.publicIds.decode('whd', one)?.toString());
  const known = ids.filter((id) => id !== undefined);
  const rows = await tx.query(requeueDeliveries, [workspaceId, endpointId, known]);
  if (rows.length === 0 && known.length < ids.length) {
    throw new Problem(webhooksErrors.delivery_not_found, { field: 'ids' });
  }
  return rows.length;
}

/** A `webhook.test` to this endpoint alone, whatever it subscribed to. */
export async function testEndpoint(
  deps: WebhooksDeps,
  actor: Actor,
  endpoint: string,
): Promise<WebhookDelivery> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const { id } = await requireEndpoint(tx, workspaceId, endpoint);
    const key = `test:${deps.now()}`;
    const data = { endpoint: publicIdOfUuid('whe', id), message: 'Halo dari Titian.' };
    const made = await deps.queue.enqueueFor(
      tx,
      { workspaceId, id },
      { workspaceId, type: 'webhook.test', key, data },
    );
    const [row] = await tx.query(findDelivery, [workspaceId, id, made.toString()]);
    if (row === undefined) throw new Error('the delivery that was made is not there');
    return deliveryView(deps, row);
  });
}
