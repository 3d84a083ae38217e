/** What a program answers to a message from a person: TwiML whose `<Message>`s are sent back. */
import type { Logger } from '../../../platform/log.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Acceptor, sendOne } from '../../messages/index.ts';
import { sidOfUuid } from '../dialect/sids.ts';
import { META } from '../rest/message-resource.ts';
import { readTwiml } from './twiml.ts';

export interface AnswerDeps {
  readonly acceptor: () => Acceptor;
  readonly log: Logger;
}

export interface Answer {
  readonly workspaceId: string;
  /** UUID of the account whose program answered. */
  readonly accountId: string;
  /** The same for every attempt: an answer that comes twice is sent once. */
  readonly deliveryId: string;
  /** Of the message that was answered. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends the replies. Throws only what may succeed later; an answer that is no TwiML sends nothing, as with Twilio. */
export async function answerByTwiml(deps: AnswerDeps, answer: Answer): Promise<void> {
  const { workspaceId, deliveryId, parameters } = answer;
  const read = readTwiml(answer.body);
  if (!read.ok) {
    deps.log.warn({ workspaceId, delivery: deliveryId, fault: read.error }, 'an answer was no TwiML');
    return;
  }
  const accountSid = sidOfUuid('AC', answer.accountId);
  for (const [index, { text, to, from, action }] of read.value.entries()) {
    const service = parameters['MessagingServiceSid'];
    const metadata = {
      [META.account]: accountSid,
      [META.reply]: 'yes',
      ...(service === undefined ? {} : { [META.service]: service }),
      ...(action === undefined ? {} : { [META.callback]: new URL(action).href }),
    };
    try {
      await sendOne(
        deps.acceptor(),
        {
          to: to ?? parameters['From'] ?? '',
          from: from ?? parameters['To'] ?? '',
          text,
          class: 'conversation',
        },
        {
          actor: { kind: 'system', workspaceId, name: 'twilio' },
          locale: 'en',
          metadata,
          onceUnder: `twilio:${deliveryId}:${index}`,
        },
      );
    } catch (error) {
      if (!(error instanceof Problem) || error.code.retry) throw error;
      deps.log.warn({ workspaceId, delivery: deliveryId, code: error.code.code }, 'a reply was refused');
    }
  }
}
