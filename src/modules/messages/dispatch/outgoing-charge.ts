/** What a message costs and how that is booked, as its row in the outbox says it. */
import type { Charge } from '../../billing/index.ts';

export interface OutgoingCharge extends Charge {
  /** Its cost was reserved when the message was accepted. */
  readonly held: boolean;
  /** What the channel asks that it fell back to; what was reserved or opened for the first one is let go when it is sent. */
  readonly moved?: Charge;
}

const BOOKED = 1;
const HELD = 2;
const ON_DELIVERY = 4;
/** Not about money: the column holds what a row in the outbox says in bits, and this one spares a look-up per message. */
const HAS_CONTENT = 8;

export const contentBit = (rich: object | null): number => (rich === null ? 0 : HAS_CONTENT);
export const hasContent = ({ charge }: { readonly charge: number }): boolean => (charge & HAS_CONTENT) !== 0;

export function chargeBits(charge: OutgoingCharge | null): number {
  if (charge === null) return 0;
  return BOOKED | (charge.held ? HELD : 0) | (charge.chargeOn === 'delivered' ? ON_DELIVERY : 0);
}

export function chargeOfRow(row: {
  readonly charge: number;
  readonly price_amount: string | null;
  readonly price_currency: string | null;
}): OutgoingCharge | null {
  if ((row.charge & BOOKED) === 0 || row.price_amount === null || row.price_currency === null) return null;
  return {
    amount: Number(row.price_amount),
    currency: row.price_currency,
    held: (row.charge & HELD) !== 0,
    chargeOn: (row.charge & ON_DELIVERY) === 0 ? 'sent' : 'delivered',
  };
}
