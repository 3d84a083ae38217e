import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { routingErrors } from '../../routing/index.ts';
import { readRecipient } from '../accept/read-recipient.ts';
import { openUntil } from '../content/conversation-window.ts';
import { isReference } from '../content/gather-facts.ts';
import { kindOfParty, reaches } from '../content/rich.ts';
import type { ConversationWindow } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { messagesErrors } from '../errors.ts';

/** Until when a person may be written to freely over a channel; of several addresses the one with most time left. */
export async function showWindow(
  deps: MessagesDeps,
  actor: Actor,
  input: { readonly channel: string; readonly to: string },
): Promise<z.infer<typeof ConversationWindow>> {
  const workspaceId = requireWorkspace(actor);
  const { channels } = await deps.tables.of(workspaceId);
  const channel = channels.find(({ publicId }) => publicId === input.channel);
  if (channel === undefined) throw new Problem(routingErrors.channel_not_found, { field: 'channel' });
  if (channel.type.capabilities.windowHours === undefined)
    return { required: false, open: true, openUntil: null, remainingSeconds: null };
  const places = isReference(input.to)
    ? ((await deps.addressesOf(workspaceId, [input.to])).get(input.to) ?? [])
    : [{ kind: kindOfParty(input.to, channel.type), address: canonical(input.to) }];
  const reached = places.filter(({ kind }) => reaches(channel.type, kind));
  if (reached.length === 0) throw new Problem(messagesErrors.recipient_unknown, { field: 'to' });
  const wanted = reached.map(({ address }) => ({ channelId: channel.id, party: address }));
  const open = await deps.db.inWorkspace(workspaceId, (tx) => openUntil(tx, workspaceId, wanted));
  const until = Math.max(...wanted.map(({ channelId, party }) => open(channelId, party)));
  const left = Math.max(0, Math.floor((until - deps.clock.now()) / 1000));
  return {
    required: true,
    open: left > 0,
    openUntil: until === 0 ? null : new Date(until).toISOString(),
    remainingSeconds: left,
  };
}

function canonical(to: string): string {
  const phone = readRecipient(to);
  return phone.ok ? phone.value.e164 : to;
}
