/** Over which of the workspace's channels a message of a program leaves, and under which of its addresses. */
import { createHash } from 'node:crypto';
import { operatorOf } from '../../../lib/id-operators.ts';
import { parsePhone } from '../../../lib/phone.ts';
import { Problem } from '../../../platform/problem.ts';
import type { MessageClass } from '../../messages/index.ts';
import { narrowTable, resolveRoute, type RoutingTable } from '../../routing/index.ts';
import { type Address, readAddress } from '../dialect/addresses.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioErrors } from '../errors.ts';
import { listServiceSenders, type ServiceRow } from '../queries.ts';
import { requireNumber, whatsAppNumbers } from '../whatsapp/numbers.ts';
import { senderAddress } from '../whatsapp/channel-senders.ts';
import type { Caller } from './caller.ts';

export interface Way {
  /** `auto` or `chn_…` */
  readonly channel: string;
  /** Null where the channel is its own sender. */
  readonly from: string | null;
  /** As Twilio writes it, where that differs from `from`. */
  readonly shownFrom?: string;
}

export interface WayWish {
  readonly to: Address;
  readonly from: string | undefined;
  readonly service: ServiceRow | undefined;
  readonly class: MessageClass;
}

export async function chooseWay(deps: TwilioDeps, caller: Caller, wish: WayWish): Promise<Way> {
  const { to, service } = wish;
  const from = wish.from === undefined || wish.from === '' ? undefined : readAddress(wish.from);
  if (from !== undefined && from.medium !== to.medium)
    throw new Problem(twilioErrors.channels_differ, { field: 'From' });
  if (from === undefined && service === undefined)
    throw new Problem(twilioErrors.from_missing, { field: 'From' });
  if (to.medium === 'whatsapp') {
    const number = from === undefined ? undefined : await requireNumber(deps, caller, from.address);
    const chosen = number ?? (await pickNumber(deps, caller, service, to.address));
    return { channel: chosen.channel, from: null, shownFrom: senderAddress(chosen) };
  }
  const sender = from?.address ?? (await pickSender(deps, caller, service, to.address));
  return { channel: await smsChannel(deps, caller, sender, wish), from: sender };
}

async function pickNumber(deps: TwilioDeps, caller: Caller, service: ServiceRow | undefined, to: string) {
  const pool = await poolOf(deps, caller, service);
  const numbers = await whatsAppNumbers(deps, caller.workspaceId);
  return pick(
    pool.flatMap((id) => numbers.find((one) => one.id === id) ?? []),
    to,
  );
}

async function pickSender(deps: TwilioDeps, caller: Caller, service: ServiceRow | undefined, to: string) {
  const pool = await poolOf(deps, caller, service);
  const { senders } = await deps.messages.tables.of(caller.workspaceId);
  const present = pool.flatMap((id) => senders.find((one) => one.id === id) ?? []);
  return pick(present, to).address;
}

async function poolOf(deps: TwilioDeps, { workspaceId }: Caller, service: ServiceRow | undefined) {
  if (service === undefined) return [];
  const rows = await deps.db.queryInWorkspace(workspaceId, listServiceSenders, [workspaceId, service.id]);
  return rows.map(({ sender_id }) => sender_id);
}

/** The same recipient hears from the same sender for as long as the pool stays as it is. */
function pick<T>(present: readonly T[], to: string): T {
  const number = createHash('sha256').update(to).digest().readUInt32BE(0);
  const chosen = present[number % present.length];
  if (chosen === undefined) throw new Problem(twilioErrors.service_empty, { field: 'MessagingServiceSid' });
  return chosen;
}

/**
 * A number without a prefix means SMS, whatever channel comes first in the workspace. Nothing is named where the usual
 * choice is SMS anyway or a rule of the company's own decides, so that failover stays as it is set up.
 */
async function smsChannel(
  deps: TwilioDeps,
  { workspaceId, actor }: Caller,
  from: string,
  { to, class: messageClass }: WayWish,
): Promise<string> {
  const table = await deps.messages.tables.of(workspaceId);
  if (table.channels.every(({ type }) => type.medium === 'sms')) return 'auto';
  const phone = parsePhone(to.address);
  const wish = {
    channel: 'auto',
    from,
    sandboxOnly: actor.kind === 'key' && actor.mode === 'test',
    to: phone.ok ? phone.e164 : undefined,
    operator: phone.ok ? (operatorOf(phone.e164)?.operator ?? null) : undefined,
    class: messageClass,
  };
  const usual = resolveRoute(table, wish);
  if (usual.ok && (usual.value.channel.type.medium === 'sms' || usual.value.reason.by === 'route'))
    return 'auto';
  const route = resolveRoute(onlySms(table, wish.sandboxOnly), wish);
  if (!route.ok) throw new Problem(route.error.code, { field: route.error.field });
  return route.value.channel.publicId;
}

const onlySms = (table: RoutingTable, sandboxOnly: boolean): RoutingTable =>
  narrowTable(table, 'twilio sms', sandboxOnly, ({ type }) => (type.medium === 'sms' ? 'fits' : 'no'));
