/** What every process stands on, whatever it does. */
import { channelTypes } from '../channels/index.ts';
import { createPriceLists } from '../modules/billing/index.ts';
import { createFileLinks } from '../modules/files/index.ts';
import { auditSubscriber } from '../modules/governance/index.ts';
import { historySubscriber } from '../modules/registrations/index.ts';
import {
  createTextSeal,
  createLiveHub,
  createMessageMetrics,
  MESSAGE_QUEUES,
} from '../modules/messages/index.ts';
import { createCallbackAddresses, createRoutingTables } from '../modules/routing/index.ts';
import { createTemplateBooks, templateNoticeSubscriber } from '../modules/templates/index.ts';
import { createCodeHasher } from '../modules/verify/index.ts';
import {
  createTargets,
  createWebhookQueue,
  WEBHOOK_QUEUES,
  type WebhookSender,
} from '../modules/webhooks/index.ts';
import { type Database, openDatabase, type Patience, REQUEST_PATIENCE } from '../platform/db.ts';
import { giveWay } from '../platform/embedded-postgres/index.ts';
import type { EventBus, Subscriber } from '../platform/events/event.ts';
import { createEventBus } from '../platform/events/event-bus.ts';
import type { EventRunner } from '../platform/events/event-runner.ts';
import { createAddressGuard } from '../platform/http-client/address-guard.ts';
import { createEgress } from '../platform/http-client/egress.ts';
import { loadPublicIds } from '../platform/id-key.ts';
import { createIdSource, type IdSource } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { joinNodes } from '../platform/node/node.ts';
import { createSeal, type Seal } from '../platform/seal.ts';
import { startVitals } from '../platform/vitals/vitals.ts';
import { systemClock } from './channel-deps.ts';
import { createStatusSink } from './onwards/status-sink.ts';
import { joinSinks, twilioStatusSink, twilioSubscribers } from './onwards/twilio.ts';
import { webhookSubscriber } from './onwards/webhook-subscriber.ts';

/** Connections to PostgreSQL: ten for requests, four for who asks, eight for the pipelines; well below the default limit of 100. */
const API_CONNECTIONS = 10;
const LOOKUP_CONNECTIONS = 4;
const WORKER_CONNECTIONS = 8;

const DEFAULT_FILE_QUOTA_BYTES = 10 * 1024 ** 3;

/** To one provider: Meta answers after 100 to 400 ms, and a number that may send 1,000 messages/s has 400 calls under way. */
const MOST_CONNECTIONS = 512;

export interface FoundationOptions {
  /** As people and providers reach this installation. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly secretKey: Uint8Array;
  /** No other process can be on this database (embedded). */
  readonly alone: boolean;
  /** A directory on the disk of the database, where this machine can see it. */
  readonly databaseDisk?: string | undefined;
  /** Private places that channels and webhooks may call all the same; see `parseAllowList`. */
  readonly egressAllow: readonly string[];
  /** Bytes that the files of one workspace may take together; 10 GiB unless told. */
  readonly fileQuotaBytes?: number;
  readonly log: Logger;
}

/** Processes of a PostgreSQL of our own let this one go first. */
const opener =
  ({ databaseUrl, alone }: FoundationOptions) =>
  (role: 'titian_api' | 'titian_worker', max: number, patience?: Patience): Database =>
    openDatabase({
      url: databaseUrl,
      role,
      max,
      applicationName: `titian ${role}`,
      patience,
      onServed: alone ? (processId) => void giveWay(processId) : undefined,
    });

export type Foundation = Awaited<ReturnType<typeof layFoundation>>;

export async function layFoundation(options: FoundationOptions) {
  const { secretKey, alone, egressAllow, log } = options;
  const clock = systemClock;
  const open = opener(options);
  const apiDb = open('titian_api', API_CONNECTIONS, REQUEST_PATIENCE);
  /** Keys, sessions and people, which requests ask for before their workspace is known. */
  const lookupDb = open('titian_worker', LOOKUP_CONNECTIONS, REQUEST_PATIENCE);
  const workerDb = open('titian_worker', WORKER_CONNECTIONS);
  const guard = createAddressGuard({ allowPrivate: egressAllow });
  const publicIds = await loadPublicIds(workerDb);
  const metrics = createMetrics();
  const vitals = startVitals({
    db: workerDb,
    log,
    metrics,
    now: clock.now,
    disk: options.databaseDisk,
    queues: [...MESSAGE_QUEUES, ...WEBHOOK_QUEUES],
  });
  const node = await joinNodes({ db: workerDb, log, monotonic: clock.monotonic, alone });
  const wakeable: { runner: EventRunner | undefined } = { runner: undefined };
  const ids = createIdSource(node.number, clock.now);
  const seal = createSeal(Buffer.from(secretKey));
  const webhooks = await layWebhooks({ workerDb, seal, log, ids, now: clock.now });
  const tables = createRoutingTables({ db: apiDb, clock, channelTypes });
  const templateBooks = createTemplateBooks({ db: apiDb, clock });
  /** Who hears of published facts, in every process. */
  const subscribers: readonly Subscriber[] = [
    auditSubscriber,
    historySubscriber,
    templateNoticeSubscriber({
      bus: () => bus,
      now: clock.now,
      onChanged: (workspaceId) => templateBooks.forget(workspaceId),
    }),
    webhookSubscriber({ ...webhooks, publicIds }),
    ...twilioSubscribers({ ...webhooks, publicIds, tables, publicUrl: options.publicUrl }),
  ];
  const bus: EventBus = createEventBus(subscribers, () => wakeable.runner?.wake());
  return {
    log,
    clock,
    fileQuotaBytes: options.fileQuotaBytes ?? DEFAULT_FILE_QUOTA_BYTES,
    metrics,
    messageMetrics: createMessageMetrics(metrics),
    apiDb,
    lookupDb,
    workerDb,
    publicIds,
    node,
    vitals,
    statusSink: joinSinks([
      createStatusSink({ ...webhooks, publicIds }),
      twilioStatusSink({ ...webhooks, publicIds }),
    ]),
    network: { guard, egress: createEgress({ guard, connectionsPerOrigin: MOST_CONNECTIONS }) },
    ids,
    seal,
    texts: createTextSeal(seal),
    webhooks,
    subscribers,
    codeHasher: createCodeHasher(secretKey),
    callbacks: createCallbackAddresses({ publicUrl: options.publicUrl, secretKey }),
    fileLinks: createFileLinks({ publicUrl: options.publicUrl, secretKey, now: clock.now }),
    /** The runner of this process, once it runs: a publish wakes it. */
    wakeable,
    bus,
    live: createLiveHub(),
    tables,
    priceLists: createPriceLists({ db: apiDb, clock }),
    templateBooks,
  };
}

/** Everybody may queue for webhooks; `wakeable` is the sender of this process, once it runs. */
async function layWebhooks(deps: {
  readonly workerDb: Database;
  readonly seal: Seal;
  readonly log: Logger;
  readonly ids: IdSource;
  readonly now: () => number;
}) {
  const { workerDb: db, seal, log, ids, now } = deps;
  const wakeable: { sender: WebhookSender | undefined } = { sender: undefined };
  const targets = createTargets({ db, seal, log });
  await targets.refresh();
  const queue = createWebhookQueue({
    targets,
    ids,
    now,
    onQueued: (endpointIds) => wakeable.sender?.wake(endpointIds),
  });
  return { targets, queue, wakeable };
}
