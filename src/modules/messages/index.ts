/** The pipeline: everything that leaves, everything that comes in, and what became of it. */
export { type Acceptor, createAcceptor } from './accept/accept-messages.ts';
export { CommitQueue, type Queued } from './accept/commit-queue.ts';
export { cancelMessage, withdrawWaiting } from './cancel-message.ts';
export type {
  AcceptedMessage,
  Message,
  MessageClass,
  MessageDetail,
  MessageStatus,
  Quote,
} from './contract.ts';
export type { MessagesDeps } from './deps.ts';
export { Dispatcher } from './dispatch/dispatcher.ts';
export { createMessageMetrics, type MessageMetrics, observeLines } from './message-metrics.ts';
export { messagesErrors } from './errors.ts';
export { eraseMessage, redactMessage } from './erase-message.ts';
export { type HandOff, noHandOff } from './dispatch/hand-off.ts';
export { forgetPerson } from './kept/forget.ts';
export { getMessage } from './read/get-message.ts';
export { messagesOf } from './read/messages-of.ts';
export { listMessagePage } from './read/list-messages.ts';
export { type MessageWithMetadata, messagesWithMetadata } from './read/messages-with-metadata.ts';
export { createLiveHub, type LiveHub } from './read/live-hub.ts';
export { startMaintenance } from './maintain.ts';
export { countWaitingByLane, MESSAGE_QUEUES } from './pipeline/count-waiting.ts';
export { startLineReports } from './pipeline/report-lines.ts';
export { startPipelineWatch } from './pipeline/watch-pipeline.ts';
export { ReceiptDesk } from './inbound/receipt-desk.ts';
export { type MediaFetcher, startMediaFetcher } from './inbound/fetch-media.ts';
export { InboundDesk, type InboundDeskDeps } from './inbound/inbound-desk.ts';
export { type NewsDeps, receiveNews } from './inbound/receive-news.ts';
export type { Address } from './content/address.ts';
export type { ReadyTemplate, TemplateSource, TemplateWish } from './content/ready-template.ts';
export { type ReceivedMessage, receivedMessage } from './read/received-message.ts';
export type { FreshEvent } from './dispatch/evidence.ts';
export { createRecorder, type FreshSink } from './dispatch/recorder.ts';
export { type MessageRoutesDeps, messageRoutes } from './routes.ts';
export { shedCampaigns } from './shed-campaigns.ts';
export { sendOne, type SendOneOptions } from './send-one.ts';
export { type Carried, gateFor, type OpenGate, type OpenGateFor, type TextWish } from './send-with.ts';
export { CLASSES, statusOfRank } from './status.ts';
export { createTextSeal } from './text-seal.ts';
