/**
 * WhatsApp numbers of a workspace. A number is set up as a channel, whose provider knows which number it is: it is asked
 * once and remembered as the friendly name of the channel's row, so that no later request waits for a provider.
 */
import { parsePhone } from '../../../lib/phone.ts';
import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { sidOfUuid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import { listNumbers, type NumberRow, putNumber } from '../queries.ts';
import type { Caller } from '../rest/caller.ts';

export interface WhatsAppNumber {
  /** UUID of the channel. */
  readonly id: string;
  /** `chn_…` */
  readonly channel: string;
  readonly sid: string;
  readonly name: string;
  readonly enabled: boolean;
  /** E.164; null until the provider has told it. */
  readonly number: string | null;
  readonly row: NumberRow | undefined;
}

type Deps = Pick<TwilioDeps, 'db' | 'numberOf'> & {
  readonly messages: Pick<TwilioDeps['messages'], 'tables'>;
};

/** No query where there is no WhatsApp. */
export async function whatsAppNumbers(deps: Deps, workspaceId: string): Promise<readonly WhatsAppNumber[]> {
  const { channels } = await deps.messages.tables.of(workspaceId);
  const own = channels.filter(({ type }) => type.medium === 'whatsapp');
  if (own.length === 0) return [];
  const rows = await deps.db.queryInWorkspace(workspaceId, listNumbers, [workspaceId]);
  return own.map(({ id, publicId, name, enabled }) => {
    const row = rows.find((one) => one.sender_id === id);
    const number = row?.friendly_name ?? numberIn(name);
    return { id, channel: publicId, sid: sidOfUuid('XE', id), name, enabled, number, row };
  });
}

/** Many call a channel by its number. */
function numberIn(name: string): string | null {
  const phone = parsePhone(name);
  return phone.ok ? phone.e164 : null;
}

/** The same after asking providers for the numbers that nobody has told yet. */
export async function learntNumbers(deps: Deps, caller: Caller): Promise<readonly WhatsAppNumber[]> {
  const { workspaceId, accountId } = caller;
  const known = await whatsAppNumbers(deps, workspaceId);
  const asked = known.filter(({ number, enabled }) => number === null && enabled);
  const learnt = await Promise.all(
    asked.map(async ({ id }) => ({ id, number: await deps.numberOf(workspaceId, id) })),
  );
  const fresh = learnt.flatMap(({ id, number }) => (number === undefined ? [] : [{ id, number }]));
  if (fresh.length === 0) return known;
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    for (const { id, number } of fresh)
      await tx.query(putNumber, [workspaceId, id, accountId, number, null, 'POST']);
  });
  return whatsAppNumbers(deps, workspaceId);
}

/** Throws `twilio.whatsapp_sender_unknown` for a number that none of the workspace's channels is. */
export async function requireNumber(deps: Deps, caller: Caller, address: string): Promise<WhatsAppNumber> {
  const phone = parsePhone(address);
  const wanted = phone.ok ? phone.e164 : address;
  const isWanted = ({ number }: WhatsAppNumber): boolean => number === wanted;
  const found =
    (await whatsAppNumbers(deps, caller.workspaceId)).find(isWanted) ??
    (await learntNumbers(deps, caller)).find(isWanted);
  if (found === undefined) throw new Problem(twilioErrors.whatsapp_sender_unknown, { field: 'From' });
  return found;
}
