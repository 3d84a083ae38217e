import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { Egress } from '../../platform/http-client/egress.ts';
import type { PublicIds } from '../../platform/ids.ts';
import type { Seal } from '../../platform/seal.ts';
import type { Targets } from './send/targets.ts';
import type { WebhookQueue } from './webhook-queue.ts';

/** What the operations on endpoints and deliveries stand on. */
export interface WebhooksDeps {
  /** Role titian_api. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly seal: Seal;
  readonly publicIds: PublicIds;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly targets: Targets;
  readonly queue: WebhookQueue;
  readonly egress: Pick<Egress, 'inspect'>;
}
