import type { Reply, RequestContext } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import type { Acceptor } from './accept-messages.ts';
import { sendMessages } from './send-request.ts';

const TEXT = {
  id: 'Pesan percobaan dari Titian. Kanal ini berfungsi.',
  en: 'A test message from Titian. This channel works.',
} as const;

/** One ordinary message through a named channel: it takes the same gate, price and trail as any other. */
export function sendTest(
  acceptor: Acceptor,
  context: RequestContext<Actor>,
  input: { readonly channel: string; readonly to: string; readonly text: string | undefined },
): Promise<Reply> {
  const body = {
    to: input.to,
    channel: input.channel,
    text: input.text ?? TEXT[context.locale],
    metadata: { purpose: 'channel-test' },
  };
  return sendMessages(acceptor, context, { body, mode: 'each' });
}
