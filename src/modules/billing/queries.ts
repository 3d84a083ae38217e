import { defineQuery } from '../../platform/db.ts';

export interface PriceRow {
  readonly id: string;
  readonly medium: 'sms' | 'whatsapp' | 'rcs' | 'email' | 'webchat';
  readonly operator: string;
  readonly amount: string;
  readonly currency: string;
  readonly valid_from: Date;
}

/** All prices of a workspace, newest first: one row per medium, operator and change. */
export const listPrices = defineQuery<[workspaceId: string], PriceRow>(
  'billing.list_prices',
  `select id, medium, operator, amount, currency, valid_from from billing.price
   where workspace_id = $1 order by medium, operator, valid_from desc`,
);

export const insertPrice = defineQuery<
  [
    workspaceId: string,
    id: string,
    medium: string,
    operator: string,
    amount: string,
    currency: string,
    validFrom: Date,
  ]
>(
  'billing.insert_price',
  `insert into billing.price (workspace_id, id, medium, operator, amount, currency, valid_from)
   values ($1, $2, $3, $4, $5::bigint, $6, $7)`,
);
