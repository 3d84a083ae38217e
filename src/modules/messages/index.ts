/** The pipeline: everything that leaves, everything that comes in, and what became of it. */
export { type Acceptor, createAcceptor } from './accept/accept-messages.ts';
export { withdrawWaiting } from './cancel-message.ts';
export type { MessagesDeps } from './deps.ts';
export { Dispatcher } from './dispatch/dispatcher.ts';
export { messagesErrors } from './errors.ts';
export { type HandOff, noHandOff } from './dispatch/hand-off.ts';
export { createLiveHub, type LiveHub } from './read/live-hub.ts';
export { startMaintenance } from './maintain.ts';
export { ReceiptDesk } from './inbound/receipt-desk.ts';
export { receiveMessage } from './inbound/receive-message.ts';
export { type ReceivedMessage, receivedMessage } from './read/received-message.ts';
export { createRecorder, type FreshEvent, type FreshSink } from './dispatch/recorder.ts';
export { type MessageRoutesDeps, messageRoutes } from './routes.ts';
export { statusOfRank } from './status.ts';
