import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { type SidPrefix, sidOfUuid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from './caller.ts';

export type Sender = Awaited<ReturnType<TwilioDeps['messages']['tables']['of']>>['senders'][number];

/** Phone numbers have PN, alphanumeric senders AI: the kind of SID says what a pool's list shows. */
export const prefixOf = (sender: Pick<Sender, 'kind'>): SidPrefix =>
  sender.kind === 'alphanumeric' ? 'AI' : 'PN';

export const senderSid = (sender: Pick<Sender, 'kind' | 'id'>): string =>
  sidOfUuid(prefixOf(sender), sender.id);

export async function sendersOf(
  deps: TwilioDeps,
  { workspaceId }: Caller,
  prefix: SidPrefix,
): Promise<Sender[]> {
  const { senders } = await deps.messages.tables.of(workspaceId);
  return senders.filter((sender) => sender.medium === 'sms' && prefixOf(sender) === prefix);
}

export async function requireSender(
  deps: TwilioDeps,
  caller: Caller,
  prefix: SidPrefix,
  matches: (sender: Sender) => boolean,
): Promise<Sender> {
  const sender = (await sendersOf(deps, caller, prefix)).find(matches);
  if (sender === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return sender;
}
