/** What messages cost, and the ledger that says what was paid, held and spent. */
export { billingErrors } from './errors.ts';
export type { Statement } from './contract.ts';
export type { BillingDeps } from './deps.ts';
export { createPrice } from './prices/create-price.ts';
export { createPriceLists, type PriceLists } from './prices/price-lists.ts';
export {
  type Charge,
  chargeOf,
  type Money,
  mustReserve,
  priceOf,
  type Wanted,
  type PriceTable,
} from './prices/price-table.ts';
export { changeBilling } from './balance/change-billing.ts';
export { giveTrialCredit, topUp } from './balance/add-funds.ts';
export {
  type ChargeAct,
  type ChargeEvidence,
  type ChargePhase,
  chargeStep,
} from './charges/charge-step.ts';
export {
  type ChargeOfMessage,
  chargeOfMessage,
  tellCharges,
  type ToldCharge,
} from './charges/message-charge.ts';
export { followProvider, type ProviderVerdict } from './charges/follow-provider.ts';
export { startBillingMaintenance } from './charges/maintain-billing.ts';
export {
  type ChargeRow,
  closeCharges,
  type MessageCharge,
  type OpenCharge,
  openCharges,
  recordCharges,
  release,
  settle,
  sumCharges,
} from './charges/record-charges.ts';
export {
  giveBack,
  type Priced,
  type PricedRequest,
  type Reservation,
  type Reserved,
  holdRequests,
  isBalanceShort,
  reserve,
  reserveRequests,
} from './charges/reserve.ts';
export { billingRoutes } from './routes.ts';
