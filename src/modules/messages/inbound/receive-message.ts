import type { IncomingEvent } from '../../../channels/channel.ts';
import { operatorOf } from '../../../lib/id-operators.ts';
import type { IncomingContent } from '../../../lib/message-content.ts';
import { parsePhone } from '../../../lib/phone.ts';
import { plainWords } from '../../../lib/plain-words.ts';
import { countSegments } from '../../../lib/segments.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import type { Database, Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import { firstIdAt, type IdSource, type PublicIds } from '../../../platform/ids.ts';
import { type GovernanceDeps, heedKeyword, maskAddress } from '../../governance/index.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { kindOfParty } from '../content/rich.ts';
import { openWindows } from '../queries/content.ts';
import {
  findInboundKey,
  insertInboundContent,
  insertInboundKey,
  insertInboundMessage,
  insertMediaFetch,
} from '../queries/inbound.ts';
import { findByExternalId } from '../queries/record.ts';
import type { LiveHub } from '../read/live-hub.ts';
import type { Person, ResolveSender } from './resolve-sender.ts';

export interface ReceiveDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
  readonly live: LiveHub;
  readonly governance: GovernanceDeps;
  /** Who wrote: the contact that has the address, made when nobody has it. */
  readonly resolveSender: ResolveSender;
  /** A file waits to be fetched over this channel. */
  readonly onMedia: (channelId: string) => void;
}

/** Whoever came through an advertisement or a page may be answered freely for three days (WhatsApp). */
const ENTRY_POINT_HOURS = 72;
const HOUR_MS = 3_600_000;
/** People answer old messages too; the bound keeps the look-up out of older partitions. */
const OLDEST_MS = 30 * 24 * HOUR_MS;

/**
 * Stores a message from a person: once per provider id, with its contact, content, opt-out and event in the same
 * transaction. Resolves after the commit, so the caller may acknowledge.
 */
export async function receiveMessage(
  deps: ReceiveDeps,
  channel: OpenChannel,
  event: IncomingEvent,
): Promise<void> {
  const id = deps.ids.next();
  const publicId = deps.publicIds.encode('msg', id);
  const stored = await deps.db.transaction((tx) => store(deps, tx, channel, { id, publicId, event }));
  if (!stored) return;
  deps.live.publish(channel.workspaceId, { type: 'message.received', id: publicId });
  if (event.media !== undefined) deps.onMedia(channel.id);
}

interface Arrival {
  readonly id: bigint;
  readonly publicId: string;
  readonly event: IncomingEvent;
}

/** False when it was stored before. */
async function store(
  deps: ReceiveDeps,
  tx: Transaction,
  channel: OpenChannel,
  { id, publicId, event }: Arrival,
): Promise<boolean> {
  const { workspaceId } = channel;
  const externalId = storableText(event.externalId);
  const claimed = await tx.query(insertInboundKey, [workspaceId, channel.id, externalId, id.toString()]);
  if (claimed.length === 0) return false;
  const from = canonicalAddress(channel, storableText(event.from));
  const text = storableText(event.text || (event.content === undefined ? '' : plainWords(event.content)));
  const { encoding, segments } = countSegments(text);
  tx.send(insertInboundMessage, [
    workspaceId,
    id.toString(),
    channel.id,
    from,
    storableText(event.to),
    operatorOf(from)?.operator ?? null,
    text,
    encoding === 'GSM-7' ? 0 : 1,
    segments,
    event.trace === undefined ? null : storableJson(event.trace),
    event.at,
    externalId,
  ]);
  await storeContent(deps, tx, channel, { id, publicId, event });
  const person = await deps.resolveSender(tx, senderOf(channel, from, event));
  keepWindowOpen(tx, channel, from, event);
  const optOut = await heedKeyword(deps.governance, tx, { workspaceId, address: from, text });
  await deps.bus.publish(tx, [
    {
      type: 'message.received',
      workspaceId,
      actor: { kind: 'contact', id: maskAddress(from) },
      resource: publicId,
      data: {
        channelType: channel.type.type,
        segments,
        optOut,
        contact: person?.contact ?? null,
        content: event.content?.type ?? null,
        entryPoint: event.entryPoint ?? null,
      },
    },
  ]);
  return true;
}

/** What it holds besides its text, the message of ours that it speaks of, and the file to be fetched. */
async function storeContent(
  { publicIds }: ReceiveDeps,
  tx: Transaction,
  channel: OpenChannel,
  { id, event }: Arrival,
): Promise<void> {
  const { workspaceId } = channel;
  const { content, media } = event;
  const spokenOf = event.replyTo ?? (content?.type === 'reaction' ? content.message : undefined);
  if (content === undefined && spokenOf === undefined) return;
  const about =
    spokenOf === undefined ? undefined : await findSpokenOf(tx, channel, storableText(spokenOf), event.at);
  const linked: IncomingContent | undefined =
    content?.type === 'reaction' && about !== undefined
      ? { ...content, message: publicIds.encode('msg', about) }
      : content;
  tx.send(insertInboundContent, [
    workspaceId,
    id.toString(),
    linked === undefined ? null : storableJson(linked),
    about?.toString() ?? null,
    spokenOf === undefined ? null : storableText(spokenOf),
    channel.id,
  ]);
  if (media !== undefined)
    tx.send(insertMediaFetch, [workspaceId, id.toString(), channel.id, storableJson({ ...media })]);
}

/** Ours that was sent, or one of theirs; undefined where the provider's id is nobody's here. */
async function findSpokenOf(
  tx: Transaction,
  { workspaceId, id: channelId }: OpenChannel,
  externalId: string,
  at: Date,
): Promise<bigint | undefined> {
  const since = firstIdAt(at.getTime() - OLDEST_MS).toString();
  const [sent] = await tx.query(findByExternalId, [[workspaceId], [channelId], [externalId], since]);
  if (sent !== undefined) return BigInt(sent.message_id);
  const [received] = await tx.query(findInboundKey, [workspaceId, channelId, externalId]);
  return received === undefined ? undefined : BigInt(received.message_id);
}

/** Everything known to be the same person, the address that wrote first. */
function senderOf(channel: OpenChannel, from: string, event: IncomingEvent): Person {
  const own = { kind: kindOfParty(from, channel.type), address: from };
  const others = (event.identities ?? []).filter(({ address }) => address !== from && address !== event.from);
  return {
    workspaceId: channel.workspaceId,
    identities: [own, ...others],
    at: event.at,
    ...(event.profileName === undefined ? {} : { profileName: storableText(event.profileName) }),
  };
}

function keepWindowOpen(tx: Transaction, channel: OpenChannel, from: string, event: IncomingEvent): void {
  const hours = channel.type.capabilities.windowHours;
  if (hours === undefined) return;
  const open = event.entryPoint === undefined ? hours : Math.max(hours, ENTRY_POINT_HOURS);
  const parties = new Set([from, ...(event.identities ?? []).map(({ address }) => storableText(address))]);
  tx.send(openWindows, [
    channel.workspaceId,
    channel.id,
    [...parties],
    new Date(event.at.getTime() + open * HOUR_MS),
    event.entryPoint === undefined ? null : storableText(event.entryPoint),
  ]);
}

/** Operators write numbers with and without `+`; contacts and opt-outs know one form. Other addresses stay as they are. */
function canonicalAddress(channel: OpenChannel, from: string): string {
  if (channel.type.address !== 'phone') return from;
  const phone = parsePhone(from);
  return phone.ok ? phone.e164 : from;
}
