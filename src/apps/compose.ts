/** Puts the parts together. Nothing here decides anything; it only says what stands on what. */
import { channelTypes } from '../channels/index.ts';
import { type AccountsDeps, type Actor, createAuthCache, createGuard } from '../modules/accounts/index.ts';
import { priceOf } from '../modules/billing/index.ts';
import type { FilesDeps } from '../modules/files/index.ts';
import type { GovernanceDeps } from '../modules/governance/index.ts';
import {
  type Acceptor,
  type Dispatcher,
  createAcceptor,
  gateFor,
  noHandOff,
  shedCampaigns,
} from '../modules/messages/index.ts';
import { isChannelEnabled, type RoutingDeps } from '../modules/routing/index.ts';
import { callbackFormat, TWILIO_FORMAT, uuidOfSid } from '../modules/twilio/index.ts';
import type { Database } from '../platform/db.ts';
import { startEventRunner } from '../platform/events/event-runner.ts';
import type { Guard } from '../platform/http-server/server.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { ping } from '../platform/queries.ts';
import { composeContacts, peopleSources } from './contacts.ts';
import { observeRuntime } from './watching/metrics.ts';
import { type Foundation, type FoundationOptions, layFoundation } from './foundation.ts';
import { governanceFor, type Pipeline, startPipeline } from './pipeline.ts';
import type { RouteDeps } from './routes.ts';
import { templateNames, templateSource } from './content/template-source.ts';
import { composeVerify } from './verify.ts';
import { composeRegistrations, composeTemplates, usualCategory } from './content/templates.ts';
import { createNumberFinder } from './onwards/twilio.ts';
import { startWebhooks } from './onwards/webhooks.ts';
import { startWork } from './work.ts';

export interface RuntimeOptions extends FoundationOptions {
  readonly publicUrl: string;
  /** Holds channel connections and sends. */
  readonly sends: boolean;
  /** Runs subscribers and maintenance. */
  readonly works: boolean;
}

export interface Runtime {
  readonly routeDeps: RouteDeps;
  readonly guard: Guard<Actor>;
  readonly metrics: Metrics;
  /** The open channels of this process and what waits for them. */
  lines(): Dispatcher['lines'];
  /** Opens channels that were added just now; resolves when done. */
  openChannels(): Promise<void>;
  /** From here on the process says that it is not ready. */
  retire(): void;
  /** Resolves when other processes have taken this one for dead: it must end, and may be started again. */
  readonly buried: Promise<void>;
  /** Finishes what was accepted and sent, hands the rest back, and closes everything. */
  stop(): Promise<void>;
}

export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const base = await layFoundation(options);
  const running: { pipeline: Pipeline | undefined } = { pipeline: undefined };
  const governance = governanceFor(base, () => running.pipeline?.dispatcher ?? noHandOff);
  const pipeline = options.sends ? startPipeline(base, governance) : undefined;
  running.pipeline = pipeline;
  const runner = options.works
    ? startEventRunner({ db: base.workerDb, subscribers: base.subscribers, log: base.log })
    : undefined;
  base.wakeable.runner = runner;
  const work = options.works ? startWork(base) : undefined;
  const webhooks = options.works
    ? startWebhooks(base, {
        [TWILIO_FORMAT]: callbackFormat({
          acceptor: () => routeDeps.messages.acceptor,
          log: base.log,
          egress: base.network.egress,
          files: composeFiles(base),
        }),
      })
    : undefined;
  const authCache = createAuthCache({ workerDb: base.lookupDb, now: base.clock.now });
  const keyOfUserName = (name: string): string | undefined => uuidOfSid('AC', name);
  const guard = createGuard({ authCache, publicUrl: options.publicUrl, keyOfUserName });
  const accounts: AccountsDeps = {
    apiDb: base.apiDb,
    workerDb: base.lookupDb,
    bus: base.bus,
    authCache,
    now: base.clock.now,
    publicUrl: options.publicUrl,
    seal: base.seal,
  };
  let stopping = false;
  const isReady = async (): Promise<boolean> => !stopping && (await answers(base.apiDb));
  const routeDeps = composeRoutes(base, { accounts, governance, guard, pipeline, isReady });
  const observed = observeRuntime(base, {
    pipeline,
    commitQueue: () => routeDeps.messages.acceptor.waiting(),
    works: options.works,
  });
  return {
    routeDeps,
    metrics: base.metrics,
    lines: () => pipeline?.dispatcher.lines ?? [],
    guard,
    openChannels: async () => pipeline?.gateway.reconcile(),
    buried: base.node.buried,
    retire: () => {
      stopping = true;
    },
    async stop() {
      stopping = true;
      await routeDeps.verify.ledger.idle();
      await routeDeps.messages.acceptor.idle();
      await pipeline?.stop();
      observed.stop();
      await work?.stop();
      await runner?.stop();
      await webhooks?.stop();
      base.webhooks.targets.stop();
      await base.network.egress.close();
      await base.vitals.stop();
      await base.node.stop();
      await Promise.all([base.apiDb.close(), base.lookupDb.close(), base.workerDb.close()]);
    },
  };
}

function composeMessages(base: Foundation, pipeline: Pipeline | undefined) {
  const { apiDb: db, bus, clock, tables, priceLists, ids, publicIds, live } = base;
  return {
    db,
    clock,
    bus,
    ids,
    publicIds,
    tables,
    priceLists,
    live,
    sink: base.statusSink,
    texts: base.texts,
    metrics: base.messageMetrics,
    handOff: pipeline?.dispatcher ?? noHandOff,
    ...peopleSources(base),
    templates: templateSource(base.templateBooks),
    templateNamed: templateNames(base.apiDb),
  };
}

interface Parts {
  readonly accounts: AccountsDeps;
  readonly governance: GovernanceDeps;
  readonly guard: Guard<Actor>;
  readonly pipeline: Pipeline | undefined;
  readonly isReady: () => Promise<boolean>;
}

function composeRoutes(
  base: Foundation,
  { accounts, governance, guard, pipeline, isReady }: Parts,
): RouteDeps {
  const { apiDb: db, bus, clock, seal, tables, priceLists, publicIds } = base;
  const messages = composeMessages(base, pipeline);
  const alarmCodes = () => base.vitals.alarms().map(({ code }) => code);
  const acceptor: Acceptor = shedCampaigns(createAcceptor(messages), () =>
    alarmCodes().includes('disk_nearly_full'),
  );
  const routing = composeRouting(base, pipeline);
  const verify = composeVerify(base, gateFor(messages));
  return {
    accounts,
    governance,
    billing: {
      db,
      bus,
      clock,
      priceLists,
      channelNames: async (workspaceId) => (await tables.of(workspaceId)).names,
    },
    contacts: composeContacts(base),
    files: composeFiles(base),
    routing,
    registrations: composeRegistrations(base, routing),
    templates: composeTemplates(base, () => pipeline?.templateDesk),
    messages: {
      ...messages,
      acceptor,
      alarms: base.vitals.alarms,
      channelTypes,
      callbacks: base.callbacks,
      isEnabled: (channelId) => isChannelEnabled(base.lookupDb, channelId),
      findOpen: (channelId) => pipeline?.gateway.find(channelId),
      emit: async (channel, event) => pipeline?.dispatcher.emit(channel, event),
      mayStay: async ({ ip, headers }, workspace) => {
        const query = workspace === undefined ? {} : { workspace };
        const actor = await guard.authenticate({ method: 'GET', path: '/v1/live', ip, headers, query });
        return actor !== undefined && guard.authorize(actor, 'messages:read');
      },
    },
    webhooks: {
      db,
      bus,
      seal,
      publicIds,
      now: clock.now,
      egress: base.network.egress,
      targets: base.webhooks.targets,
      queue: base.webhooks.queue,
    },
    twilio: {
      db,
      accounts,
      messages,
      acceptor,
      verify,
      seal,
      publicUrl: accounts.publicUrl,
      targets: base.webhooks.targets,
      egress: base.network.egress,
      files: composeFiles(base),
      templateBooks: base.templateBooks,
      numberOf: createNumberFinder({
        findOpen: (channelId) => pipeline?.gateway.find(channelId),
        now: clock.monotonic,
      }),
    },
    verify,
    health: { isReady, alarms: alarmCodes },
  };
}

function composeFiles(base: Foundation): FilesDeps {
  const { apiDb: db, bus, ids, publicIds, clock, fileQuotaBytes: quotaBytes, fileLinks: links } = base;
  return { db, bus, ids, publicIds, now: clock.now, quotaBytes, links };
}

async function answers(db: Database): Promise<boolean> {
  return db.query(ping, []).then(
    () => true,
    () => false,
  );
}

function composeRouting(base: Foundation, pipeline: Pipeline | undefined): RoutingDeps {
  const { apiDb: db, bus, clock, seal, tables, priceLists } = base;
  return {
    db,
    bus,
    seal,
    clock,
    channelTypes,
    tables,
    callbacks: base.callbacks,
    pricesOf: async (workspaceId) => {
      const prices = await priceLists.of(workspaceId);
      return ({ id, type: { medium } }, message) =>
        priceOf(prices, {
          ...message,
          medium,
          channelId: id,
          segments: 1,
          at: new Date(clock.now()),
          ...(medium === 'whatsapp' ? { category: usualCategory(message.class) } : {}),
        });
    },
    findOpen: (channelId) => pipeline?.gateway.find(channelId),
    onChannelsChanged: () => void pipeline?.gateway.reconcile(),
  };
}
