/** What messages cost. */
export { billingErrors } from './errors.ts';
export {
  type BillingDeps,
  createPrice,
  createPriceLists,
  type Money,
  type PriceLists,
  priceOf,
} from './prices.ts';
export { billingRoutes } from './routes.ts';
