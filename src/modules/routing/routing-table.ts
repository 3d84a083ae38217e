import type { ChannelType } from '../../channels/channel.ts';
import type { Clock } from '../../channels/channel.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Database } from '../../platform/db.ts';
import { type ChannelRow, listChannels, listSenders, type SenderRow } from './queries.ts';

export interface RoutedChannel {
  /** UUID */
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly type: ChannelType;
  readonly enabled: boolean;
  readonly priority: number;
  /** False while it is known to be down or stopped. */
  readonly healthy: boolean;
}

/** All that sending needs to know of a workspace's channels and senders. */
export interface RoutingTable {
  /** Highest priority first; without deleted ones. */
  readonly channels: readonly RoutedChannel[];
  /** Deleted channels too, by UUID: old messages name them. */
  readonly names: ReadonlyMap<
    string,
    { readonly publicId: string; readonly name: string; readonly type: string }
  >;
  readonly senders: readonly SenderRow[];
}

/** Another node's change is seen after this long at most; one's own at once. */
const FRESH_MS = 2_000;
const MOST_WORKSPACES = 10_000;

export interface RoutingTables {
  of(workspaceId: string): Promise<RoutingTable>;
  forget(workspaceId: string): void;
}

export function createRoutingTables(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly channelTypes: readonly ChannelType[];
}): RoutingTables {
  const known = new Map<string, { readonly at: number; readonly table: Promise<RoutingTable> }>();
  const types = new Map(deps.channelTypes.map((type) => [type.type, type]));

  async function load(workspaceId: string): Promise<RoutingTable> {
    return deps.db.inWorkspace(workspaceId, async (tx) => {
      const channels = await tx.query(listChannels, [workspaceId]);
      const senders = await tx.query(listSenders, [workspaceId]);
      return {
        channels: channels.flatMap((row) => routedChannel(row, types)),
        names: new Map(
          channels.map((row) => [
            row.id,
            { publicId: publicIdOfUuid('chn', row.id), name: row.name, type: row.type },
          ]),
        ),
        senders,
      };
    });
  }

  return {
    of(workspaceId) {
      const now = deps.clock.monotonic();
      const entry = known.get(workspaceId);
      if (entry !== undefined && now - entry.at < FRESH_MS) return entry.table;
      const table = load(workspaceId);
      // A failed load must not be remembered, or one database hiccup would last for two seconds.
      table.catch(() => known.delete(workspaceId));
      if (known.size >= MOST_WORKSPACES) known.clear();
      known.set(workspaceId, { at: now, table });
      return table;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
}

function routedChannel(row: ChannelRow, types: ReadonlyMap<string, ChannelType>): RoutedChannel[] {
  const type = types.get(row.type);
  if (type === undefined || row.deleted_at !== null) return [];
  const healthy = row.state !== 'down' && row.state !== 'stopped';
  return [
    {
      id: row.id,
      publicId: publicIdOfUuid('chn', row.id),
      name: row.name,
      type,
      enabled: row.enabled,
      priority: row.priority,
      healthy,
    },
  ];
}
