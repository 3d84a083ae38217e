import type { Clock } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { PriceLists } from './prices/price-lists.ts';

export interface BillingDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly priceLists: PriceLists;
  /** Channels of a workspace by UUID, deleted ones too: old statements name them. */
  readonly channelNames: (
    workspaceId: string,
  ) => Promise<ReadonlyMap<string, { readonly publicId: string; readonly name: string }>>;
}
