import { parseInput } from '../../platform/http-server/parse-input.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { Acceptor } from './accept/accept-messages.ts';
import { AcceptedMessage, SendMessage } from './contract.ts';

export interface SendOneOptions {
  readonly actor: Actor;
  readonly locale: 'id' | 'en';
  /** Beside the message's own, which people write: it is stored with it as it is. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The same key within 72 hours answers the same and sends nothing more. */
  readonly onceUnder?: string;
}

/** Sends one message for another module, through the same gate as everybody. Throws a Problem where it is refused. */
export async function sendOne(
  acceptor: Acceptor,
  input: SendMessage,
  { actor, locale, metadata, onceUnder }: SendOneOptions,
): Promise<AcceptedMessage> {
  const value = parseInput(SendMessage, input);
  const answer = await acceptor.accept({
    workspaceId: requireWorkspace(actor),
    actor: actorRef(actor).id,
    sandboxOnly: actor.kind === 'key' && actor.mode === 'test',
    locale,
    mode: 'one',
    messages: [
      {
        ok: true,
        value: metadata === undefined ? value : { ...value, metadata: { ...value.metadata, ...metadata } },
      },
    ],
    // The key says everything: whoever uses it again means the same message.
    idempotency:
      onceUnder === undefined ? undefined : { key: onceUnder, fingerprint: Buffer.from(onceUnder) },
  });
  return AcceptedMessage.parse(JSON.parse(answer.body));
}
