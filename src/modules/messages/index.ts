/** The pipeline: everything that leaves, everything that comes in, and what became of it. */
export { type Acceptor, createAcceptor } from './accept-messages.ts';
export { withdrawWaiting } from './cancel-message.ts';
export type { MessagesDeps } from './deps.ts';
export { type Dispatcher, startDispatcher } from './dispatcher.ts';
export { messagesErrors } from './errors.ts';
export { type HandOff, noHandOff } from './hand-off.ts';
export { createLiveHub, type LiveHub } from './live-hub.ts';
export { startMaintenance } from './maintain.ts';
export { createReceiptDesk } from './receipt-desk.ts';
export { receiveMessage } from './receive-message.ts';
export { createRecorder, type FreshEvent } from './recorder.ts';
export { type MessageRoutesDeps, messageRoutes } from './routes.ts';
export { statusOfRank } from './status.ts';
