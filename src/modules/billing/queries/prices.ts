import { defineQuery } from '../../../platform/db.ts';
import type { ChargeOn, Medium, PriceCategory, PriceClass } from '../contract.ts';

export interface PriceRow {
  readonly id: string;
  readonly medium: Medium;
  /** Null stands for every channel of the medium. */
  readonly channel_id: string | null;
  readonly operator: string;
  readonly class: PriceClass;
  readonly category: PriceCategory;
  /** Counts only while the person may be written to freely. */
  readonly in_window: boolean;
  readonly amount: string;
  readonly currency: string;
  readonly charge_on: ChargeOn;
  readonly valid_from: Date;
}

/** All prices of a workspace, newest first: one row per target and change. */
export const listPrices = defineQuery<[workspaceId: string], PriceRow>(
  'billing.list_prices',
  `select id, medium, channel_id, operator, class, category, in_window, amount, currency, charge_on, valid_from
   from billing.price where workspace_id = $1
   order by medium, operator, category, in_window, class, channel_id nulls first, valid_from desc`,
);

type NewPrice = [
  workspaceId: string,
  id: string,
  medium: string,
  channelId: string | null,
  operator: string,
  messageClass: string,
  category: string,
  inWindow: boolean,
  amount: string,
  currency: string,
  chargeOn: string,
  validFrom: Date,
];

const INSERT = `insert into billing.price
     (workspace_id, id, medium, channel_id, operator, class, category, in_window, amount, currency, charge_on, valid_from)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9::bigint, $10, $11, $12)`;

export const insertPrice = defineQuery<NewPrice>('billing.insert_price', INSERT);

/** Nothing comes back where there is a price from that moment on already. */
export const insertListedPrice = defineQuery<NewPrice, { readonly id: string }>(
  'billing.insert_listed_price',
  `${INSERT} on conflict do nothing returning id`,
);
