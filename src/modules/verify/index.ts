/** Verification: proving by a code that a number, or an app, is somebody's own. */
export { type CodeHasher, createCodeHasher } from './code.ts';
export type { PriceOf, VerifyDeps } from './deps.ts';
export { verifyErrors } from './errors.ts';
export { createLedger, type Ledger } from './ledger.ts';
export { startVerifyMaintenance } from './maintain.ts';
export { verifyRoutes } from './routes.ts';
export { createService } from './services/change-services.ts';
export { createServices, type Services } from './services/known-services.ts';
