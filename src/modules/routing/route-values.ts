import { uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { type ErrorCode, Problem } from '../../platform/problem.ts';
import type { Medium, RouteConditions, RouteFallback, RouteRule, RouteTarget } from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import { listChannels, listSenders, type RouteValues } from './queries.ts';

interface NewContent {
  readonly workspaceId: string;
  /** UUID */
  readonly id: string;
  readonly content: {
    readonly name: string;
    readonly enabled: boolean;
    readonly when: RouteConditions;
    readonly to: RouteTarget;
    readonly fallback: RouteFallback;
  };
  /** What the route names already may be gone by now; it stays as it is. */
  readonly before?: RouteRule;
}

/** The columns of a route, once its channels and senders are known to exist and to fit together. */
export async function routeValues(
  deps: Pick<RoutingDeps, 'channelTypes'>,
  tx: Transaction,
  { workspaceId, id, content, before }: NewContent,
): Promise<RouteValues> {
  const { name, enabled, when, to, fallback } = content;
  const senders = await tx.query(listSenders, [workspaceId]);
  const senderIds = knownIds('snd', when.senders, {
    known: senders.map((sender) => sender.id),
    before: before?.when.senders ?? [],
    code: routingErrors.route_sender_unknown,
    field: 'when.senders',
  });
  const channels = (await tx.query(listChannels, [workspaceId])).filter((one) => one.deleted_at === null);
  const channelIds = knownIds('chn', to.channels, {
    known: channels.map((channel) => channel.id),
    before: before?.to.channels ?? [],
    code: routingErrors.route_channel_unknown,
    field: 'to.channels',
  });
  const types = channels.filter((one) => channelIds.includes(one.id)).map(({ type }) => type);
  checkMedia(deps, types, when.medium);
  return [
    workspaceId,
    id,
    name,
    enabled,
    once(when.classes),
    once(when.operators),
    once(when.prefixes),
    senderIds,
    when.medium,
    to.strategy,
    channelIds,
    once(fallback.on),
    fallback.missingReceiptSeconds,
    fallback.resendUnknown,
  ];
}

const once = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The first channel decides which messages a route is for; those after it may say the same on another medium. */
function checkMedia(
  { channelTypes }: Pick<RoutingDeps, 'channelTypes'>,
  types: readonly string[],
  wanted: Medium | null,
): void {
  const media = new Set(channelTypes.filter(({ type }) => types.includes(type)).map(({ medium }) => medium));
  if (wanted !== null && media.size > 0 && !media.has(wanted))
    throw new Problem(routingErrors.route_mixed_media, { field: 'when.medium' });
}

function knownIds(
  kind: 'snd' | 'chn',
  publicIds: readonly string[],
  rules: {
    /** UUIDs */
    readonly known: readonly string[];
    readonly before: readonly string[];
    readonly code: ErrorCode;
    readonly field: string;
  },
): string[] {
  const ids = publicIds.map((publicId) => {
    const id = uuidOfPublicId(kind, publicId);
    if (id !== undefined && (rules.known.includes(id) || rules.before.includes(publicId))) return id;
    throw new Problem(rules.code, { field: rules.field });
  });
  if (new Set(ids).size !== ids.length) throw new Problem(rules.code, { field: rules.field });
  return ids;
}
