import type { Clock } from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../platform/ids.ts';
import type { Seal } from '../../platform/seal.ts';
import type { CodeHasher } from './code.ts';
import type { Ledger } from './ledger.ts';
import type { Services } from './services/known-services.ts';

export interface VerifyDeps {
  /** Role titian_api. */
  readonly db: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly seal: Seal;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly hasher: CodeHasher;
  readonly priceOf: PriceOf;
  readonly services: Services;
  readonly ledger: Ledger;
}

/** What one text would cost, in minor units; undefined where no price is known. */
export type PriceOf = (
  workspaceId: string,
  text: { readonly operator: string | null; readonly segments: number },
) => Promise<{ readonly amount: number; readonly currency: string } | undefined>;
