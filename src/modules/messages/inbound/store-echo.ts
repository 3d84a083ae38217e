/** Messages that left the business elsewhere belong to the same conversation: they are kept as sent ones. */
import type { EchoEvent } from '../../../channels/channel.ts';
import { operatorOf } from '../../../lib/id-operators.ts';
import { plainWords } from '../../../lib/plain-words.ts';
import { countSegments } from '../../../lib/segments.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { insertContents } from '../queries/content.ts';
import { insertEcho } from '../queries/echoes.ts';
import { insertMediaFetches } from '../queries/inbound.ts';

export interface EchoDeps {
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
}

/** In the caller's transaction, which has made sure that it is not stored yet. */
export async function storeEcho(
  deps: EchoDeps,
  tx: Transaction,
  channel: OpenChannel,
  { id, event }: { readonly id: bigint; readonly event: EchoEvent },
): Promise<void> {
  const { workspaceId, id: channelId } = channel;
  const { content, media } = event;
  const to = storableText(event.to);
  const text = storableText(event.text || (content === undefined ? '' : plainWords(content)));
  const { encoding, segments } = countSegments(text);
  await tx.query(insertEcho, [
    ...([workspaceId, id.toString(), channelId, storableText(event.from), to] as const),
    operatorOf(to)?.operator ?? null,
    ...([text, encoding === 'GSM-7' ? 0 : 1, segments, event.at, storableText(event.externalId)] as const),
  ]);
  if (content !== undefined) {
    const none = [null];
    const json = [storableJson(content)];
    await tx.query(insertContents, [workspaceId, [id.toString()], json, none, none, none, none]);
  }
  if (media !== undefined && content !== undefined)
    await tx.query(insertMediaFetches, [
      workspaceId,
      [id.toString()],
      [channelId],
      [storableJson({ ...media })],
    ]);
  await deps.bus.publish(tx, [
    {
      type: 'message.sent_elsewhere',
      workspaceId,
      actor: { kind: 'system', id: 'provider' },
      resource: deps.publicIds.encode('msg', id),
      data: { channelType: channel.type.type, segments, content: content?.type ?? null },
    },
  ]);
}
