/** Channels, senders, and the choice between them. */
export { Gateway, type OpenChannel } from './gateway.ts';
export { channelTypeViews, createChannel } from './channels.ts';
export type { RoutingDeps } from './deps.ts';
export { routingErrors } from './errors.ts';
export { resolveRoute, type Route as MessageRoute } from './resolve-route.ts';
export { routingRoutes } from './routes.ts';
export {
  createRoutingTables,
  type RoutedChannel,
  type RoutingTable,
  type RoutingTables,
} from './routing-table.ts';
export { changeRegistration, createSender } from './senders.ts';
