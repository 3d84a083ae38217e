import type { ChannelType, Clock } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { Seal } from '../../platform/seal.ts';
import type { RoutingTables } from './routing-table.ts';

/** What the operations of routing stand on. */
export interface RoutingDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly channelTypes: readonly ChannelType[];
  readonly tables: RoutingTables;
  /** Asks the gateway to look again now instead of within two seconds. */
  readonly onChannelsChanged: () => void;
}
