/** Verification: proving by a code that a number, or an app, is somebody's own. */
export { checkById } from './check/check-code.ts';
export {
  CreateRateLimit,
  CreateService,
  RATE_LIMIT_NAME,
  type RateBucket,
  RateBucketInput,
  type RateLimit,
  RateLimitValues,
  type Service,
  StartVerification,
  UpdateService,
  type Verification,
} from './contract.ts';
export {
  addRateBucket,
  bucketIn,
  changeRateBucket,
  changeRateLimit,
  createRateLimit,
  getRateLimit,
  listRateLimitViews,
  removeRateBucket,
  removeRateLimit,
} from './rate-limits/change-rate-limits.ts';
export { getVerification, listVerificationViews } from './read/list-verifications.ts';
export {
  changeService,
  createService,
  getService,
  listServiceViews,
  removeService,
} from './services/change-services.ts';
export { cancelPending } from './start/cancel-verification.ts';
export { startVerification } from './start/start-verification.ts';
export { type CodeHasher, createCodeHasher } from './code.ts';
export type { PriceOf, VerifyDeps } from './deps.ts';
export { verifyErrors } from './errors.ts';
export { createLedger, type Ledger } from './ledger.ts';
export { startVerifyMaintenance } from './maintain.ts';
export { verifyRoutes } from './routes.ts';
export { createUsualService } from './services/change-services.ts';
export { createServices, type Services } from './services/known-services.ts';
