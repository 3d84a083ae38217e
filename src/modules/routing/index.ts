/** Channels, senders, and the choice between them. */
export { type CallbackAddresses, createCallbackAddresses } from './callback-addresses.ts';
export { isChannelEnabled } from './is-channel-enabled.ts';
export { Gateway, type OpenChannel } from './gateway.ts';
export { channelTypeViews, createChannel } from './channels.ts';
export type { RoutingDeps } from './deps.ts';
export { routingErrors } from './errors.ts';
export { type Breaker, type BreakerSign, breakerSign } from './breaker.ts';
export { FallbackCause, RouteReason } from './contract.ts';
export { listChannelStates, listReceiptChannels } from './channel-states.ts';
export { healthOf } from './channel-health.ts';
export type { MessageRoute, RoutedChannel, RoutingTable } from './decide/decision.ts';
export { fallbackCause, fitFallback, RESEND_UNKNOWN } from './decide/fallback-policy.ts';
export { type Fitness, narrowTable } from './decide/narrow-table.ts';
export { resolveRoute } from './decide/resolve-route.ts';
export { routingRoutes } from './routes.ts';
export { createRoutingTables, type RoutingTables } from './routing-table.ts';
export { changeRegistration, createSender } from './senders.ts';
export type { Throttle } from './throttle.ts';
