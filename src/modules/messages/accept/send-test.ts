import type { Reply, RequestContext } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { routingErrors, type RoutingTables } from '../../routing/index.ts';
import type { Acceptor } from './accept-messages.ts';
import { sendMessages } from './send-request.ts';

const TEXT = {
  id: 'Pesan percobaan dari Titian. Kanal ini berfungsi.',
  en: 'A test message from Titian. This channel works.',
} as const;

/** One ordinary message through a named channel: it takes the same gate, price and trail as any other. */
export async function sendTest(
  deps: { readonly acceptor: Acceptor; readonly tables: RoutingTables },
  context: RequestContext<Actor>,
  input: { readonly channel: string; readonly to: string; readonly text: string | undefined },
): Promise<Reply> {
  const { channels } = await deps.tables.of(requireWorkspace(context.actor));
  if (!channels.some(({ publicId }) => publicId === input.channel))
    throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  const body = {
    to: input.to,
    channel: input.channel,
    text: input.text ?? TEXT[context.locale],
    metadata: { purpose: 'channel-test' },
  };
  return sendMessages(deps.acceptor, context, { body, mode: 'each' });
}
