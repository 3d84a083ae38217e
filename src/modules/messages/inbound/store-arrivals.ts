import type { Transaction } from '../../../platform/db.ts';
import type { DomainEvent, EventBus } from '../../../platform/events/event.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import {
  bigintArray,
  doubleArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import { type GovernanceDeps, heedKeyword, maskAddress } from '../../governance/index.ts';
import { insertInboundKeys, insertInboundMessages, openWindows } from '../queries/inbound.ts';
import type { Arrival, OpenedWindow } from './arrival.ts';
import type { ResolveSenders } from './resolve-senders.ts';
import { storeArrivedContents } from './store-arrived-contents.ts';

export interface StoreDeps {
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
  readonly governance: GovernanceDeps;
  /** Who wrote: the contacts that have the addresses, made where nobody has them. */
  readonly resolveSenders: ResolveSenders;
}

/**
 * Stores messages of one workspace that came together, none of them twice: each once per provider id, with its contact,
 * content, opt-out and event. Returns those that were not stored before. The number of statements does not grow with
 * them, but for wishes to be left alone.
 */
export async function storeArrivals(
  deps: StoreDeps,
  tx: Transaction,
  workspaceId: string,
  arrivals: readonly Arrival[],
): Promise<readonly Arrival[]> {
  const claimed = await tx.query(insertInboundKeys, [
    workspaceId,
    arrivals.map(({ channel }) => channel.id),
    arrivals.map(({ externalId }) => externalId),
    arrivals.map(({ id }) => id.toString()),
  ]);
  const ids = new Set(claimed.map(({ message_id }) => message_id));
  const fresh = arrivals.filter(({ id }) => ids.has(id.toString()));
  if (fresh.length === 0) return fresh;
  await storeArrivedContents(deps.publicIds, tx, workspaceId, fresh);
  const people = fresh.map(({ person }) => person);
  const contacts = await deps.resolveSenders(tx, workspaceId, people);
  const facts: DomainEvent[] = [];
  for (const [i, arrival] of fresh.entries())
    facts.push(await heed(deps, tx, workspaceId, arrival, contacts[i]?.contact ?? null));
  await deps.bus.publish(tx, facts);
  // Last, and with the commit: nothing above reads them, and their failure is the one that is reported.
  storeMessages(tx, workspaceId, fresh);
  keepWindowsOpen(tx, workspaceId, fresh);
  return fresh;
}

/** Does what a person wishes with a word like STOP; in the order of the messages, because MULAI takes it back. */
async function heed(
  deps: StoreDeps,
  tx: Transaction,
  workspaceId: string,
  { publicId, channel, from, text, segments, content, window }: Arrival,
  contact: string | null,
): Promise<DomainEvent> {
  const optOut = await heedKeyword(deps.governance, tx, { workspaceId, address: from, text });
  return {
    type: 'message.received',
    workspaceId,
    actor: { kind: 'contact', id: maskAddress(from) },
    resource: publicId,
    data: {
      channelType: channel.type.type,
      segments,
      optOut,
      contact,
      content: content?.type ?? null,
      entryPoint: window?.entryPoint ?? null,
    },
  };
}

function storeMessages(tx: Transaction, workspaceId: string, fresh: readonly Arrival[]): void {
  tx.send(insertInboundMessages, [
    workspaceId,
    bigintArray(fresh, ({ id }) => id),
    uuidArray(fresh, ({ channel }) => channel.id),
    textArray(fresh, ({ from }) => from),
    textArray(fresh, ({ to }) => to),
    textArray(fresh, ({ operator }) => operator),
    textArray(fresh, ({ text }) => text),
    smallintArray(fresh, ({ encoding }) => encoding),
    smallintArray(fresh, ({ segments }) => segments),
    textArray(fresh, ({ trace }) => trace),
    doubleArray(fresh, ({ at }) => at.getTime()),
    textArray(fresh, ({ externalId }) => externalId),
  ]);
}

/** One row for each channel and person; of several messages the one that keeps it open longest counts, as in the table. */
function keepWindowsOpen(tx: Transaction, workspaceId: string, fresh: readonly Arrival[]): void {
  const windows = new Map<string, Omit<OpenedWindow, 'parties'> & { channelId: string; party: string }>();
  for (const { channel, window } of fresh) {
    for (const party of window?.parties ?? []) {
      const key = `${channel.id} ${party}`;
      const known = windows.get(key);
      if (window === undefined || (known !== undefined && known.until > window.until)) continue;
      windows.set(key, { channelId: channel.id, party, until: window.until, entryPoint: window.entryPoint });
    }
  }
  const rows = [...windows.values()];
  if (rows.length === 0) return;
  tx.send(openWindows, [
    workspaceId,
    rows.map(({ channelId }) => channelId),
    rows.map(({ party }) => party),
    rows.map(({ until }) => until),
    rows.map(({ entryPoint }) => entryPoint),
  ]);
}
