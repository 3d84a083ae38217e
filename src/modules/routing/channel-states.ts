import type { ChannelType } from '../../channels/channel.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Executor } from '../../platform/db.ts';
import { type ChannelRow, listChannels, listOpenChannels } from './queries.ts';

/** How a channel fares, and whether its provider tells what became of messages. */
export interface ChannelState {
  /** UUID */
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly state: 'connecting' | 'up' | 'degraded' | 'down' | 'stopped';
  readonly code: string | null;
  readonly expectsReceipts: boolean;
}

type Types = readonly ChannelType[];

/** The channels of a workspace that are not deleted, in the order of their priority. */
export async function listChannelStates(
  db: Executor,
  types: Types,
  workspaceId: string,
): Promise<ChannelState[]> {
  const rows = await db.query(listChannels, [workspaceId]);
  return rows.filter((row) => row.deleted_at === null).map((row) => stateOf(row, types));
}

/** Switched-on channels of every workspace whose providers bring receipts. Worker role. */
export async function listReceiptChannels(
  db: Executor,
  types: Types,
): Promise<readonly { readonly workspaceId: string; readonly channelId: string }[]> {
  const rows = await db.query(listOpenChannels, []);
  return rows
    .filter((row) => bringsReceipts(row, types))
    .map((row) => ({ workspaceId: row.workspace_id, channelId: row.id }));
}

const stateOf = (row: ChannelRow, types: Types): ChannelState => ({
  id: row.id,
  publicId: publicIdOfUuid('chn', row.id),
  name: row.name,
  type: row.type,
  enabled: row.enabled,
  state: row.enabled ? (row.state ?? 'connecting') : 'stopped',
  code: row.enabled ? row.code : 'switched_off',
  expectsReceipts: bringsReceipts(row, types),
});

function bringsReceipts(row: ChannelRow, types: Types): boolean {
  const type = types.find((one) => one.type === row.type);
  if (type === undefined || type.capabilities.receipts.length === 0) return false;
  return type.expectsReceipts?.(row.settings) ?? true;
}
