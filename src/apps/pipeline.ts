/** The part of a process that holds channel connections, sends, and takes what comes back. */
import { channelTypes } from '../channels/index.ts';
import { publicIdOfUuid } from '../lib/uuid.ts';
import type { GovernanceDeps } from '../modules/governance/index.ts';
import {
  createRecorder,
  Dispatcher,
  type FreshEvent,
  type HandOff,
  InboundDesk,
  ReceiptDesk,
  startLineReports,
  receiveNews,
  startMediaFetcher,
  statusOfRank,
  withdrawWaiting,
} from '../modules/messages/index.ts';
import { Gateway, healthOf, type OpenChannel } from '../modules/routing/index.ts';
import type { TemplateDesk } from '../modules/templates/index.ts';
import { inboundPeople } from './contacts.ts';
import { channelDepsFor } from './channel-deps.ts';
import type { Foundation } from './foundation.ts';
import { startDesk } from './content/templates.ts';
import { announceToWebhooks } from './onwards/webhooks.ts';

export interface Pipeline {
  readonly dispatcher: Dispatcher;
  readonly gateway: Gateway;
  readonly templateDesk: TemplateDesk;
  /** Finishes what was sent, hands the rest back, records everything. */
  stop(): Promise<void>;
}

/** The policy gate, with the means to take back what waits in this process. */
export function governanceFor(base: Foundation, handOff: () => HandOff): GovernanceDeps {
  return {
    db: base.apiDb,
    bus: base.bus,
    withdrawWaiting: (tx, workspaceId, address) =>
      withdrawWaiting(
        { handOff: handOff(), clock: base.clock, tables: base.tables, sink: base.statusSink },
        tx,
        workspaceId,
        address,
      ),
  };
}

export function startPipeline(base: Foundation, governance: GovernanceDeps): Pipeline {
  const { workerDb: db, clock, log, live, publicIds, messageMetrics: metrics } = base;
  const onFresh = (events: readonly FreshEvent[]): void => announceStatuses(base, events);
  const sink = base.statusSink;
  const recorder = createRecorder({ db, log, now: clock.now, sink, onFresh, metrics });
  const receipts = new ReceiptDesk({ db, clock, log, publicIds, sink, onFresh, metrics });
  const people = inboundPeople(base);
  const own = { db, ids: base.ids, publicIds, bus: base.bus, live, governance, ...people };
  const inbound = new InboundDesk({ ...own, log, onMedia: () => media.wake() });
  const dispatcher = new Dispatcher({
    db,
    clock,
    log,
    node: base.node,
    publicIds,
    tables: base.tables,
    priceLists: base.priceLists,
    texts: base.texts,
    recorder,
    receipts,
    receiveMessage: (channel, event) => inbound.receive(channel, event),
    receiveNews: (channel, event) => receiveNews(own, channel, event),
  });
  const media = startMediaFetcher({
    db,
    apiDb: base.apiDb,
    ids: base.ids,
    publicIds,
    bus: base.bus,
    live,
    log,
    channels: () => dispatcher.lines.map(({ channel }) => channel),
  });
  const gateway = new Gateway({
    db,
    seal: base.seal,
    clock,
    log,
    channelTypes,
    channelDeps: (channel) => channelDepsFor(base, channel),
    listener: {
      opened: (channel) => dispatcher.opened(channel),
      closed: (channel) => dispatcher.closed(channel),
      hear: (channel, event, settled) => dispatcher.hear(channel, event, settled),
      healthChanged: (channel) => announceHealth(base, channel),
    },
  });
  const templateDesk = startDesk(base, gateway);
  const reports = startLineReports({ db, clock, log, node: base.node.number, lines: () => dispatcher.lines });
  return {
    dispatcher,
    gateway,
    templateDesk,
    async stop() {
      await reports.stop();
      await templateDesk.stop();
      await dispatcher.stop();
      await media.stop();
      await gateway.stop();
      await Promise.all([inbound.stop(), receipts.stop()]);
      await recorder.idle();
    },
  };
}

function announceStatuses({ live, publicIds }: Foundation, events: readonly FreshEvent[]): void {
  let last = { workspaceId: '', isWatched: false };
  for (const { workspaceId, id, status } of events) {
    if (workspaceId !== last.workspaceId) last = { workspaceId, isWatched: live.isWatched(workspaceId) };
    if (!last.isWatched) continue;
    live.publish(workspaceId, {
      type: 'message.status_changed',
      id: publicIds.encode('msg', id),
      status: statusOfRank(status),
    });
  }
}

function announceHealth(base: Foundation, channel: OpenChannel): void {
  const { clock, live, tables } = base;
  const health = healthOf(channel.connection.health(), channel.breaker, clock.now());
  tables.forget(channel.workspaceId);
  live.publish(channel.workspaceId, {
    type: 'channel.health_changed',
    id: publicIdOfUuid('chn', channel.id),
    state: health.state,
  });
  announceToWebhooks(base, channel, health);
}
