import type { OpenChannel } from '../../routing/index.ts';
import { chargedAs } from '../content/charged-as.ts';
import type { Extras } from '../content/load-extras.ts';
import type { ClaimedRow } from '../queries/outbox.ts';
import { readPlan } from './fallback-plan.ts';
import type { Outgoing } from './hand-off.ts';
import type { OutgoingCharge } from './outgoing-charge.ts';

/** A message as memory holds it, of its row in the outbox. */
export function outgoingOfRow(
  row: ClaimedRow,
  channel: OpenChannel,
  text: string,
  extras: Extras & { readonly charge: OutgoingCharge | null },
): Outgoing {
  return {
    workspaceId: channel.workspaceId,
    id: BigInt(row.id),
    channelId: channel.id,
    lane: row.lane,
    attempt: row.attempt,
    busy: row.busy,
    from: extras.senderOf(row),
    to: row.recipient,
    text,
    rich: extras.richOf(row),
    windowUntil: extras.windowOf(row),
    segments: channel.type.capabilities.segments ? row.segments : 1,
    expiresAt: row.expires_at.getTime(),
    operator: row.operator,
    medium: channel.type.medium,
    category: chargedAs(channel.type.medium, extras.richOf(row)?.content ?? null),
    charge: extras.charge,
    plan: row.plan === null ? null : readPlan(row.plan),
    handedOff: null,
  };
}
