import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ChannelType } from '../../channels/channel.ts';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, can, requireWorkspace } from '../accounts/index.ts';
import { checkSettings, openSecrets, storeSettings } from './channel-settings.ts';
import type {
  Channel,
  ChannelType as ChannelTypeView,
  CreateChannel,
  SettingsField,
  UpdateChannel,
} from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import {
  type ChannelRow,
  deleteChannel,
  findChannel,
  insertChannel,
  listChannels,
  updateChannel,
} from './queries.ts';

function typeOf(deps: RoutingDeps, name: string): ChannelType {
  const type = deps.channelTypes.find((one) => one.type === name);
  if (type === undefined) throw new Problem(routingErrors.type_unknown, { field: 'type' });
  return type;
}

async function requireChannel(tx: Transaction, workspaceId: string, publicId: string): Promise<ChannelRow> {
  const id = uuidOfPublicId('chn', publicId);
  const [row] = id === undefined ? [] : await tx.query(findChannel, [workspaceId, id]);
  if (row === undefined) throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  return row;
}

function channelView(deps: RoutingDeps, actor: Actor, workspaceId: string, row: ChannelRow): Channel {
  const secrets = Object.keys(openSecrets(row.sealed_secrets, deps.seal, workspaceId, row.id));
  return {
    id: publicIdOfUuid('chn', row.id),
    type: row.type,
    name: row.name,
    enabled: row.enabled,
    settings: row.settings,
    secretsSet: secrets,
    callbackUrl: callbackUrlOf(deps, actor, row),
    health: {
      state: row.enabled ? (row.state ?? 'connecting') : 'stopped',
      ...(row.enabled ? {} : { code: 'switched_off' }),
      ...(row.enabled && row.code !== null ? { code: row.code } : {}),
      ...(row.enabled && row.detail !== null ? { detail: row.detail } : {}),
      since: (row.since ?? row.updated_at).toISOString(),
    },
    priority: row.priority,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Whoever knows the address can bring false receipts, so it is for those who may change the channel. */
function callbackUrlOf(deps: RoutingDeps, actor: Actor, row: ChannelRow): string | null {
  const type = deps.channelTypes.find((one) => one.type === row.type);
  return type?.takesCalls === true && can(actor, 'channels:write') ? deps.callbacks.urlOf(row.id) : null;
}

export async function listChannelViews(deps: RoutingDeps, actor: Actor): Promise<Channel[]> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listChannels, [workspaceId]);
  return rows
    .filter((row) => row.deleted_at === null)
    .map((row) => channelView(deps, actor, workspaceId, row));
}

export async function getChannel(deps: RoutingDeps, actor: Actor, publicId: string): Promise<Channel> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) =>
    channelView(deps, actor, workspaceId, await requireChannel(tx, workspaceId, publicId)),
  );
}

export async function createChannel(
  deps: RoutingDeps,
  actor: Actor,
  input: z.output<typeof CreateChannel>,
): Promise<Channel> {
  const workspaceId = requireWorkspace(actor);
  const type = typeOf(deps, input.type);
  const id = randomUUID();
  const stored = storeSettings(type, checkSettings(type, input.settings), deps.seal, workspaceId, id);
  const channel = await deps.db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(insertChannel, [
      workspaceId,
      id,
      type.type,
      input.name,
      input.enabled,
      JSON.stringify(stored.settings),
      stored.sealed,
      input.priority,
    ]);
    await publishChange(deps, tx, actor, workspaceId, id, 'channel.created', {
      name: input.name,
      type: type.type,
    });
    return channelView(
      deps,
      actor,
      workspaceId,
      await requireChannel(tx, workspaceId, publicIdOfUuid('chn', id)),
    );
  });
  announce(deps, workspaceId);
  return channel;
}

/** Settings are merged over the stored ones and checked as a whole. */
export async function changeChannel(
  deps: RoutingDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateChannel>,
): Promise<Channel> {
  const workspaceId = requireWorkspace(actor);
  const channel = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireChannel(tx, workspaceId, publicId);
    const type = typeOf(deps, row.type);
    const secrets = openSecrets(row.sealed_secrets, deps.seal, workspaceId, row.id);
    const merged = checkSettings(type, { ...row.settings, ...secrets, ...input.settings });
    const stored = storeSettings(type, merged, deps.seal, workspaceId, row.id);
    await tx.query(updateChannel, [
      workspaceId,
      row.id,
      input.name ?? row.name,
      input.enabled ?? row.enabled,
      JSON.stringify(stored.settings),
      stored.sealed,
      input.priority ?? row.priority,
    ]);
    const changed = Object.keys(input)
      .filter((name) => name !== 'settings')
      .concat(Object.keys(input.settings ?? {}).map((name) => `settings.${name}`));
    await publishChange(deps, tx, actor, workspaceId, row.id, 'channel.changed', { changed });
    return channelView(deps, actor, workspaceId, await requireChannel(tx, workspaceId, publicId));
  });
  announce(deps, workspaceId);
  return channel;
}

export async function removeChannel(deps: RoutingDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireChannel(tx, workspaceId, publicId);
    await tx.query(deleteChannel, [workspaceId, row.id]);
    await publishChange(deps, tx, actor, workspaceId, row.id, 'channel.deleted', { name: row.name });
  });
  announce(deps, workspaceId);
}

async function publishChange(
  deps: RoutingDeps,
  tx: Transaction,
  actor: Actor,
  workspaceId: string,
  id: string,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  await deps.bus.publish(tx, [
    { type, workspaceId, actor: actorRef(actor), resource: publicIdOfUuid('chn', id), data },
  ]);
}

function announce(deps: RoutingDeps, workspaceId: string): void {
  deps.tables.forget(workspaceId);
  deps.onChannelsChanged();
}

/** What forms are drawn from: the schema says what is required and what the defaults are. */
export function channelTypeViews(channelTypes: readonly ChannelType[]): ChannelTypeView[] {
  const Shape = z.looseObject({
    properties: z
      .record(
        z.string(),
        z.looseObject({ default: z.union([z.string(), z.number(), z.boolean()]).optional() }),
      )
      .default({}),
    required: z.array(z.string()).default([]),
  });
  return channelTypes.map((type) => {
    const schema = z.toJSONSchema(type.settings, { io: 'input', unrepresentable: 'any' });
    const shape = Shape.parse(schema);
    return {
      type: type.type,
      name: type.name,
      summary: type.summary,
      medium: type.medium,
      address: type.address,
      schema: z.record(z.string(), z.unknown()).parse(schema),
      fields: type.fields.map((field) => {
        const fallback = shape.properties[field.name]?.default;
        return {
          ...fieldView(field),
          secret: type.secrets.includes(field.name),
          required: shape.required.includes(field.name),
          ...(fallback === undefined ? {} : { default: fallback }),
        };
      }),
      capabilities: { ...type.capabilities, receipts: [...type.capabilities.receipts] },
      actions: (type.actions ?? []).map((action) => ({
        ...action,
        fields: action.fields.map((field) => ({ ...fieldView(field), secret: false, required: true })),
      })),
    };
  });
}

function fieldView({
  options,
  shownWhen,
  requiredWhen,
  ...rest
}: ChannelType['fields'][number]): Omit<SettingsField, 'secret' | 'required' | 'default'> {
  return {
    ...rest,
    ...(shownWhen === undefined ? {} : { shownWhen: { ...shownWhen, is: [...shownWhen.is] } }),
    ...(requiredWhen === undefined ? {} : { requiredWhen: { ...requiredWhen, is: [...requiredWhen.is] } }),
    ...(options === undefined ? {} : { options: options.map((option) => ({ ...option })) }),
  };
}
