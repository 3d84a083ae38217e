import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { MessageDetail, TimelineEntry } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { chargeOfMessage } from '../../billing/index.ts';
import { RouteReason } from '../../routing/index.ts';
import { kindOfParty } from '../content/rich.ts';
import { messagesErrors } from '../errors.ts';
import { hidesNumbers, maskParty, maskTraces } from './mask-party.ts';
import { messageView } from './message-view.ts';
import {
  findMessage,
  listTimeline,
  type MessageDetailRow,
  type MessageRow,
  type TimelineRow,
} from '../queries/read.ts';
import { findUsedTemplate, type UsedTemplateRow } from '../queries/templates.ts';
import { statusOfRank } from '../status.ts';

/** The id behind a public one; 404 without a query for anything this installation did not make. */
export function requireMessageId(deps: MessagesDeps, publicId: string): bigint {
  const id = deps.publicIds.decode('msg', publicId);
  if (id === undefined) throw new Problem(messagesErrors.not_found, { field: 'id' });
  return id;
}

export async function requireMessageRow(
  tx: Transaction,
  workspaceId: string,
  id: bigint,
): Promise<MessageDetailRow> {
  const [row] = await tx.query(findMessage, [workspaceId, id.toString()]);
  if (row === undefined) throw new Problem(messagesErrors.not_found, { field: 'id' });
  return row;
}

export async function getMessage(deps: MessagesDeps, actor: Actor, publicId: string): Promise<MessageDetail> {
  const workspaceId = requireWorkspace(actor);
  const id = requireMessageId(deps, publicId);
  const { names, channels } = await deps.tables.of(workspaceId);
  const detail = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireMessageRow(tx, workspaceId, id);
    const events = await tx.query(listTimeline, [workspaceId, id.toString()]);
    const timeline = events.map(timelineEntry);
    if (row.direction === 0) timeline.unshift(acceptedEntry(row));
    const view = messageView(row, { publicIds: deps.publicIds, names, now: deps.clock.now() });
    // What an older version wrote and this one does not understand is no explanation.
    const route = RouteReason.nullable().catch(null).parse(row.route);
    const isOut = row.direction === 0;
    const [used] = isOut ? await tx.query(findUsedTemplate, [workspaceId, id.toString()]) : [];
    const charge = isOut ? await chargeOfMessage(tx, workspaceId, id) : null;
    return { ...view, timeline, route, charge, channelId: row.channel_id, used };
  });
  const { channelId, used, ...rest } = detail;
  const shown = { ...rest, template: await usedTemplate(deps, workspaceId, used) };
  const address = shown.direction === 'out' ? shown.to : shown.from;
  const type = channels.find((one) => one.id === channelId)?.type ?? { medium: 'sms', address: 'phone' };
  const contact = await deps.contactAt(workspaceId, { kind: kindOfParty(address, type), address });
  if (!hidesNumbers(actor)) return { ...shown, contact };
  return { ...maskParty(shown), timeline: maskTraces(shown.timeline, address), contact };
}

async function usedTemplate(
  { templateNamed }: MessagesDeps,
  workspaceId: string,
  used: UsedTemplateRow | undefined,
): Promise<MessageDetail['template']> {
  const known = used === undefined ? null : await templateNamed(workspaceId, used.template_id);
  if (used === undefined || known === null) return null;
  const { version, language } = used;
  return { id: known.publicId, name: known.name, version, language, newest: known.newest };
}

/** The message row itself is the evidence that it was accepted. */
const acceptedEntry = (row: MessageRow): TimelineEntry => ({
  status: 'accepted',
  at: row.created_at.toISOString(),
  attempt: 1,
  part: 0,
  reason: null,
  externalId: null,
  trace: null,
});

const timelineEntry = (row: TimelineRow): TimelineEntry => ({
  status: statusOfRank(row.status),
  at: row.at.toISOString(),
  attempt: row.attempt,
  part: row.part,
  reason: row.code === null ? null : { code: row.code, detail: row.detail },
  externalId: row.external_id,
  trace: row.trace,
});
