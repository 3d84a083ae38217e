import type { ChannelType, Clock } from '../../channels/channel.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Database } from '../../platform/db.ts';
import { createFreshCache, type FreshCache } from '../../platform/fresh-cache.ts';
import { BREAKER_OPEN } from './channel-health.ts';
import { compileRoutes } from './decide/compile-routes.ts';
import type { RoutedChannel, RoutingTable } from './decide/decision.ts';
import {
  type ChannelRow,
  findRouteDefault,
  listChannels,
  listRegistrations,
  listRoutes,
  listSenders,
} from './queries.ts';

/** Another node's change is seen after this long at most; one's own at once. */
const FRESH_MS = 2_000;

export type RoutingTables = FreshCache<RoutingTable>;

export function createRoutingTables(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly channelTypes: readonly ChannelType[];
}): RoutingTables {
  const types = new Map(deps.channelTypes.map((type) => [type.type, type]));

  async function load(workspaceId: string): Promise<RoutingTable> {
    return deps.db.inWorkspace(workspaceId, async (tx) => {
      const channels = await tx.query(listChannels, [workspaceId]);
      const senders = await tx.query(listSenders, [workspaceId]);
      const registrations = await tx.query(listRegistrations, [workspaceId]);
      const routes = await tx.query(listRoutes, [workspaceId]);
      const [otherwise] = await tx.query(findRouteDefault, [workspaceId]);
      const present = channels.flatMap((row) => routedChannel(row, types));
      return {
        channels: present,
        names: new Map(
          channels.map((row) => [
            row.id,
            { publicId: publicIdOfUuid('chn', row.id), name: row.name, type: row.type },
          ]),
        ),
        senders,
        registrations,
        routes: compileRoutes(routes, present, otherwise?.fallback ?? false),
      };
    });
  }

  return createFreshCache({ freshMs: FRESH_MS, now: deps.clock.monotonic, load });
}

function routedChannel(row: ChannelRow, types: ReadonlyMap<string, ChannelType>): RoutedChannel[] {
  const type = types.get(row.type);
  if (type === undefined || row.deleted_at !== null) return [];
  const healthy = row.state !== 'down' && row.state !== 'stopped';
  const breakerOpen = !healthy && row.code === BREAKER_OPEN;
  return [
    {
      id: row.id,
      publicId: publicIdOfUuid('chn', row.id),
      name: row.name,
      type,
      enabled: row.enabled,
      priority: row.priority,
      healthy,
      breakerOpen,
    },
  ];
}
