import type { Clock } from '../../channels/channel.ts';
import type { Address } from './content/address.ts';
import type { TemplateSource } from './content/ready-template.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../platform/ids.ts';
import type { PriceLists } from '../billing/index.ts';
import type { RoutingTables } from '../routing/index.ts';
import type { HandOff } from './dispatch/hand-off.ts';
import type { FreshSink } from './dispatch/recorder.ts';
import type { MessageMetrics } from './message-metrics.ts';
import type { TextSeal } from './text-seal.ts';
import type { LiveHub } from './read/live-hub.ts';

/** What the operations of messages stand on. */
export interface MessagesDeps {
  /** Role titian_api: everything that happens for one workspace. */
  readonly db: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly tables: RoutingTables;
  readonly priceLists: PriceLists;
  readonly live: LiveHub;
  readonly sink: FreshSink;
  readonly texts: TextSeal;
  readonly metrics: MessageMetrics;
  /** Where the people behind `con_…` and `idn_…` can be reached; ids that nobody has are missing. */
  readonly addressesOf: (
    workspaceId: string,
    references: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly Address[]>>;
  readonly templates: TemplateSource;
  /** What a template (UUID) is called and which version is its newest, archived ones too. */
  readonly templateNamed: (
    workspaceId: string,
    id: string,
  ) => Promise<{ readonly publicId: string; readonly name: string; readonly newest: number } | null>;
  /** The person who has this address now. */
  readonly contactAt: (
    workspaceId: string,
    place: Address,
  ) => Promise<{ readonly id: string; readonly name: string | null } | null>;
  /** The dispatcher of this process, where there is one. */
  readonly handOff: HandOff;
}
