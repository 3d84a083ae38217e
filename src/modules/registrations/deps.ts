import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { PublicIds } from '../../platform/ids.ts';
import type { RoutingDeps } from '../routing/index.ts';

/** What the operations on case files stand on. */
export interface RegistrationsDeps {
  /** Role titian_api. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly publicIds: PublicIds;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Senders, and how far each operator is. */
  readonly routing: RoutingDeps;
}
