import type { IncomingEvent } from '../../../channels/channel.ts';
import { operatorOf } from '../../../lib/id-operators.ts';
import { parsePhone } from '../../../lib/phone.ts';
import { countSegments } from '../../../lib/segments.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import type { Database } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../../platform/ids.ts';
import { type GovernanceDeps, heedKeyword, maskAddress } from '../../governance/index.ts';
import type { OpenChannel } from '../../routing/index.ts';
import type { LiveHub } from '../read/live-hub.ts';
import { insertInboundKey, insertInboundMessage } from '../queries/inbound.ts';

export interface ReceiveDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
  readonly live: LiveHub;
  readonly governance: GovernanceDeps;
}

/**
 * Stores a message from a person: once per provider id, with its opt-out and its
 * event in the same transaction. Resolves after the commit, so the caller may acknowledge.
 */
export async function receiveMessage(
  deps: ReceiveDeps,
  channel: OpenChannel,
  event: IncomingEvent,
): Promise<void> {
  const { workspaceId } = channel;
  const id = deps.ids.next();
  const from = canonicalAddress(channel, storableText(event.from));
  const text = storableText(event.text);
  const publicId = deps.publicIds.encode('msg', id);
  const stored = await deps.db.transaction(async (tx) => {
    const claimed = await tx.query(insertInboundKey, [
      workspaceId,
      channel.id,
      storableText(event.externalId),
      id.toString(),
    ]);
    if (claimed.length === 0) return false;
    const { encoding, segments } = countSegments(text);
    await tx.query(insertInboundMessage, [
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
      storableText(event.externalId),
    ]);
    const optOut = await heedKeyword(deps.governance, tx, { workspaceId, address: from, text });
    await deps.bus.publish(tx, [
      {
        type: 'message.received',
        workspaceId,
        actor: { kind: 'contact', id: maskAddress(from) },
        resource: publicId,
        data: { channelType: channel.type.type, segments, optOut },
      },
    ]);
    return true;
  });
  if (stored) deps.live.publish(workspaceId, { type: 'message.received', id: publicId });
}

/** Operators write numbers with and without `+`; contacts and opt-outs know one form. */
function canonicalAddress(channel: OpenChannel, from: string): string {
  if (channel.type.address !== 'phone') return from;
  const phone = parsePhone(from);
  return phone.ok ? phone.e164 : from;
}
