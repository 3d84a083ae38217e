/** Programs written for Twilio: their credentials, their API, and the calls that they expect. */
export { createTwilioAccount, endAccount, TWILIO_FORMAT } from './accounts.ts';
export { callbackFormat } from './callbacks/callback-format.ts';
export { type InboundDeps, queueInbound, wantsInbound } from './callbacks/inbound.ts';
export {
  createStatusCallbacks,
  queueStatusCallbacks,
  type StatusCallbackDeps,
} from './callbacks/status-callbacks.ts';
export { uuidOfSid } from './dialect/sids.ts';
export type { TwilioDeps } from './deps.ts';
export { twilioErrors } from './errors.ts';
export { twilioRoutes } from './routes.ts';
