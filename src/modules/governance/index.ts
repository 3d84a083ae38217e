/** Consent, opt-outs and the audit trail: what the company may do and what it did. */
export { auditSubscriber } from './audit.ts';
export { governanceErrors } from './errors.ts';
export {
  type GovernanceDeps,
  heedKeyword,
  heedPreference,
  heedsOptOut,
  isOptedOut,
  maskAddress,
  optedOutAmong,
  refuses,
  requireNoneOptedOut,
} from './opt-outs.ts';
export { optOutsOf } from './opt-outs-of.ts';
export { governanceRoutes } from './routes.ts';
