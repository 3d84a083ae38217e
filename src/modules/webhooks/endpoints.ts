import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Executor, Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import {
  type CreatedWebhookEndpoint,
  type CreateWebhookEndpoint,
  type UpdateWebhookEndpoint,
  type WebhookEndpoint,
  WebhookType,
} from './contract.ts';
import type { WebhooksDeps } from './deps.ts';
import { webhooksErrors } from './errors.ts';
import {
  deleteEndpoint,
  type EndpointRow,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  rotateSecret,
  updateEndpoint,
} from './queries/endpoints.ts';
import { createSecret, secretPlace } from './secret.ts';

const MOST_ENDPOINTS = 50;
/** How long the previous secret signs beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;

export const endpointId = (publicId: string): string => {
  const id = uuidOfPublicId('whe', publicId);
  if (id === undefined) throw new Problem(webhooksErrors.endpoint_not_found, { field: 'id' });
  return id;
};

export async function requireEndpoint(
  tx: Executor,
  workspaceId: string,
  publicId: string,
): Promise<EndpointRow> {
  const [row] = await tx.query(findEndpoint, [workspaceId, endpointId(publicId)]);
  if (row === undefined) throw new Problem(webhooksErrors.endpoint_not_found, { field: 'id' });
  return row;
}

export function endpointView(row: EndpointRow, now: number): WebhookEndpoint {
  const oldUntil = row.old_secret_until;
  return {
    id: publicIdOfUuid('whe', row.id),
    url: row.url,
    description: row.description,
    types: row.types.flatMap((type) => WebhookType.safeParse(type).data ?? []),
    enabled: row.enabled,
    disabledReason: row.enabled ? null : row.disabled_reason,
    health: healthOf(row),
    failingSince: row.failing_since?.toISOString() ?? null,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    lastFailureAt: row.last_failure_at?.toISOString() ?? null,
    lastError: row.last_error,
    oldSecretUntil: oldUntil !== null && oldUntil.getTime() > now ? oldUntil.toISOString() : null,
    createdAt: row.created_at.toISOString(),
  };
}

function healthOf(row: EndpointRow): WebhookEndpoint['health'] {
  if (!row.enabled) return 'disabled';
  if (row.failing_since !== null) return 'failing';
  return row.last_success_at === null ? 'unused' : 'working';
}

export async function listEndpointViews(deps: WebhooksDeps, actor: Actor): Promise<WebhookEndpoint[]> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listEndpoints, [workspaceId]);
  return rows.map((row) => endpointView(row, deps.now()));
}

export async function getEndpoint(
  deps: WebhooksDeps,
  actor: Actor,
  publicId: string,
): Promise<WebhookEndpoint> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) =>
    endpointView(await requireEndpoint(tx, workspaceId, publicId), deps.now()),
  );
}

function checkUrl(deps: WebhooksDeps, url: string): void {
  const refused = deps.egress.inspect(url);
  if (refused === undefined) return;
  const code = refused.reason === 'private_address' ? webhooksErrors.url_private : webhooksErrors.url_invalid;
  throw new Problem(code, { field: 'url', detail: refused.detail });
}

export async function createEndpoint(
  deps: WebhooksDeps,
  actor: Actor,
  input: z.output<typeof CreateWebhookEndpoint>,
): Promise<CreatedWebhookEndpoint> {
  const workspaceId = requireWorkspace(actor);
  checkUrl(deps, input.url);
  const id = randomUUID();
  const secret = createSecret();
  const sealed = deps.seal.seal(secret, secretPlace(workspaceId, id));
  const { url, description, types, enabled } = input;
  const view = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const known = await tx.query(listEndpoints, [workspaceId]);
    if (known.length >= MOST_ENDPOINTS) throw new Problem(webhooksErrors.too_many_endpoints);
    await tx.query(insertEndpoint, [workspaceId, id, url, description, types, enabled, sealed]);
    await publishChange(deps, tx, actor, id, 'webhook.endpoint_created', { types });
    return endpointView(await requireEndpoint(tx, workspaceId, publicIdOfUuid('whe', id)), deps.now());
  });
  await deps.targets.refresh();
  return { ...view, secret };
}

export async function changeEndpoint(
  deps: WebhooksDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateWebhookEndpoint>,
): Promise<WebhookEndpoint> {
  const workspaceId = requireWorkspace(actor);
  if (input.url !== undefined) checkUrl(deps, input.url);
  const view = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireEndpoint(tx, workspaceId, publicId);
    await tx.query(updateEndpoint, [
      workspaceId,
      row.id,
      input.url ?? row.url,
      input.description ?? row.description,
      input.types ?? row.types,
      input.enabled ?? row.enabled,
    ]);
    await publishChange(deps, tx, actor, row.id, 'webhook.endpoint_changed', { changed: Object.keys(input) });
    return endpointView(await requireEndpoint(tx, workspaceId, publicId), deps.now());
  });
  await deps.targets.refresh();
  return view;
}

export async function removeEndpoint(deps: WebhooksDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireEndpoint(tx, workspaceId, publicId);
    await tx.query(deleteEndpoint, [workspaceId, row.id]);
    await publishChange(deps, tx, actor, row.id, 'webhook.endpoint_deleted', {});
  });
  await deps.targets.refresh();
}

/** From now on the new secret signs, and for 24 hours the old one too. */
export async function rotateEndpointSecret(
  deps: WebhooksDeps,
  actor: Actor,
  publicId: string,
): Promise<CreatedWebhookEndpoint> {
  const workspaceId = requireWorkspace(actor);
  const secret = createSecret();
  const view = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireEndpoint(tx, workspaceId, publicId);
    const sealed = deps.seal.seal(secret, secretPlace(workspaceId, row.id));
    await tx.query(rotateSecret, [workspaceId, row.id, sealed, new Date(deps.now() + OVERLAP_MS)]);
    await publishChange(deps, tx, actor, row.id, 'webhook.secret_rotated', {});
    return endpointView(await requireEndpoint(tx, workspaceId, publicId), deps.now());
  });
  await deps.targets.refresh();
  return { ...view, secret };
}

const publishChange = (
  deps: WebhooksDeps,
  tx: Transaction,
  actor: Actor,
  id: string,
  type: string,
  data: Record<string, unknown>,
): Promise<void> =>
  deps.bus.publish(tx, [
    {
      type,
      workspaceId: requireWorkspace(actor),
      actor: actorRef(actor),
      resource: publicIdOfUuid('whe', id),
      data,
    },
  ]);
