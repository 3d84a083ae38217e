/** What a connection tells besides messages and receipts: new addresses of people, their wishes, news about the business. */
import type {
  ChannelEvent,
  ChannelNotice,
  IdentityChangedEvent,
  PreferenceEvent,
} from '../../../channels/channel.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Database, Transaction } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../../platform/ids.ts';
import { type GovernanceDeps, heedPreference } from '../../governance/index.ts';
import { type OpenChannel, recordNotice } from '../../routing/index.ts';
import { insertRaw } from '../queries/kept.ts';
import { insertInboundKeys } from '../queries/inbound.ts';
import { storeEcho } from './store-echo.ts';

export interface NewsDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
  readonly governance: GovernanceDeps;
  /** A person goes by another address from now on. */
  readonly replaceIdentity: (
    tx: Transaction,
    change: Pick<IdentityChangedEvent, 'kind' | 'previous' | 'current' | 'at'> & {
      readonly workspaceId: string;
    },
  ) => Promise<unknown>;
}

export type News = Exclude<ChannelEvent, { readonly type: 'message' | 'receipt' }>;

/** Applies each piece of news once, however often and in whatever order it is repeated. Resolves after the commit. */
export async function receiveNews(deps: NewsDeps, channel: OpenChannel, event: News): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { workspaceId } = channel;
    // With its kind: a provider may tell a message and what follows from it under one id.
    const key = `${event.type} ${storableText(event.externalId)}`;
    const id = deps.ids.next();
    const claimed = await tx.query(insertInboundKeys, [workspaceId, [channel.id], [key], [id.toString()]]);
    if (claimed.length > 0) await apply(deps, tx, channel, { id, event });
  });
}

function apply(
  deps: NewsDeps,
  tx: Transaction,
  channel: OpenChannel,
  { id, event }: { readonly id: bigint; readonly event: News },
): Promise<unknown> {
  switch (event.type) {
    case 'echo':
      return storeEcho(deps, tx, channel, { id, event });
    case 'identity_changed':
      return deps.replaceIdentity(tx, changeOf(channel, event));
    case 'preference':
      return heedPreference(deps.governance, tx, preferenceOf(channel, event));
    case 'notice':
      return keepNotice(deps, tx, channel, event);
  }
}

const changeOf = ({ workspaceId }: OpenChannel, event: IdentityChangedEvent) => ({
  workspaceId,
  kind: event.kind,
  previous: storableText(event.previous),
  current: storableText(event.current),
  at: event.at,
});

const preferenceOf = ({ workspaceId }: OpenChannel, { address, marketing }: PreferenceEvent) => ({
  workspaceId,
  address: storableText(address),
  marketing,
});

/** Kept for the channel's page, and published: whoever owns the matter subscribes to `channel.notice`. */
async function keepNotice(
  { bus }: NewsDeps,
  tx: Transaction,
  channel: OpenChannel,
  event: ChannelNotice,
): Promise<void> {
  const { workspaceId } = channel;
  await recordNotice(tx, channel, event);
  const { raw } = event;
  if (raw !== undefined) {
    const json = storableJson(JSON.parse(raw.json));
    await tx.query(insertRaw, [workspaceId, channel.id, event.externalId, raw.kind, event.at, json]);
  }
  const { topic, state, level, detail, at, data, template } = event;
  await bus.publish(tx, [
    {
      type: 'channel.notice',
      workspaceId,
      actor: { kind: 'system', id: 'provider' },
      resource: publicIdOfUuid('chn', channel.id),
      data: {
        topic,
        state,
        level,
        at: at.toISOString(),
        data,
        subject: storableText(event.subject),
        detail: detail === undefined ? null : storableText(detail),
        ...(template === undefined ? {} : { template }),
      },
    },
  ]);
}
