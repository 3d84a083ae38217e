/** Consent, opt-outs and the audit trail: what the company may do and what it did. */
export { auditSubscriber } from './audit.ts';
export { governanceErrors } from './errors.ts';
export { type GovernanceDeps, heedKeyword, heedsOptOut, maskAddress, optedOutAmong } from './opt-outs.ts';
export { governanceRoutes } from './routes.ts';
