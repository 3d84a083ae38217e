import type { ChannelType, Clock, MessageClass } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { Seal } from '../../platform/seal.ts';
import type { RoutedChannel } from './decide/decision.ts';
import type { CallbackAddresses } from './callback-addresses.ts';
import type { OpenChannel } from './gateway.ts';
import type { RoutingTables } from './routing-table.ts';

export type PriceOfChannel = (
  channel: Pick<RoutedChannel, 'id' | 'type'>,
  message: { readonly operator: string | null; readonly class: MessageClass },
) => { readonly amount: number; readonly currency: string } | null;

/** What the operations of routing stand on. */
export interface RoutingDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly channelTypes: readonly ChannelType[];
  readonly tables: RoutingTables;
  readonly callbacks: CallbackAddresses;
  /** Price of one segment on a channel in minor units; null where none is known. Handed in, because prices are billing's. */
  readonly pricesOf: (workspaceId: string) => Promise<PriceOfChannel>;
  /** An open connection of this process. */
  readonly findOpen: (channelId: string) => OpenChannel | undefined;
  /** Asks the gateway to look again now instead of within two seconds. */
  readonly onChannelsChanged: () => void;
}
