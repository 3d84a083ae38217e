import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Price } from '../contract.ts';
import type { PriceRow } from '../queries/prices.ts';

export const priceView = (row: PriceRow): Price => ({
  id: publicIdOfUuid('prc', row.id),
  medium: row.medium,
  channel: row.channel_id === null ? null : publicIdOfUuid('chn', row.channel_id),
  operator: row.operator,
  class: row.class,
  category: row.category,
  inWindow: row.in_window,
  amount: Number(row.amount),
  currency: row.currency,
  chargeOn: row.charge_on,
  validFrom: row.valid_from.toISOString(),
});
