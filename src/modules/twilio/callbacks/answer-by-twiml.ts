/** What a program answers to a message from a person: TwiML whose `<Message>`s are sent back. */
import type { Logger } from '../../../platform/log.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import { type Acceptor, sendOne } from '../../messages/index.ts';
import { readAddress } from '../dialect/addresses.ts';
import { messageIdOf, sidOfUuid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { MediaDeps } from '../media/fetch-media.ts';
import { checkMedia, mediaContent } from '../media/media-content.ts';
import { META } from '../rest/message-resource.ts';
import { type Reply, readTwiml } from './twiml.ts';

export interface AnswerDeps extends MediaDeps {
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
  /** `chn_…` of a WhatsApp number; undefined for SMS. */
  readonly channel: string | undefined;
  readonly body: string;
}

/** Sends the replies. Throws only what may succeed later; an answer that is no TwiML sends nothing, as with Twilio. */
export async function answerByTwiml(deps: AnswerDeps, answer: Answer): Promise<void> {
  const { workspaceId, deliveryId } = answer;
  const read = readTwiml(answer.body);
  if (!read.ok) {
    deps.log.warn({ workspaceId, delivery: deliveryId, fault: read.error }, 'an answer was no TwiML');
    return;
  }
  for (const [index, reply] of read.value.entries()) {
    try {
      await sendReply(deps, answer, reply, index);
    } catch (error) {
      // A file that cannot be fetched is no reason to ask the program again.
      const isFinal =
        error instanceof Problem && (!error.code.retry || error.code === twilioErrors.media_unreachable);
      if (!isFinal) throw error;
      deps.log.warn({ workspaceId, delivery: deliveryId, code: error.code.code }, 'a reply was refused');
    }
  }
}

async function sendReply(deps: AnswerDeps, answer: Answer, reply: Reply, index: number): Promise<void> {
  const { workspaceId, accountId, deliveryId, parameters } = answer;
  const actor: Actor = { kind: 'system', workspaceId, name: 'twilio' };
  const service = parameters['MessagingServiceSid'];
  const way = wayBack(answer, reply);
  const metadata = {
    [META.account]: sidOfUuid('AC', accountId),
    [META.reply]: 'yes',
    ...(way.shownFrom === undefined ? {} : { [META.from]: way.shownFrom }),
    ...(service === undefined ? {} : { [META.service]: service }),
    ...(reply.action === undefined ? {} : { [META.callback]: new URL(reply.action).href }),
  };
  const said = await sayingOf(deps, actor, reply, way.shownFrom === undefined ? 'sms' : 'whatsapp');
  try {
    await sendOne(
      deps.acceptor(),
      { ...way.target, ...said.content, class: 'conversation' },
      { actor, locale: 'en', metadata, onceUnder: `twilio:${deliveryId}:${index}` },
    );
  } catch (error) {
    await said.drop();
    throw error;
  }
}

type Wish = Parameters<typeof sendOne>[1];

async function sayingOf(
  deps: AnswerDeps,
  actor: Actor,
  { text, media = [] }: Reply,
  medium: 'sms' | 'whatsapp',
) {
  const drop = async (): Promise<void> => undefined;
  const [url] = media;
  if (url === undefined) return { drop, content: { text } };
  checkMedia(deps, { urls: media, medium, text });
  const fetched = await mediaContent(deps, actor, url, text);
  return { drop: fetched.drop, content: { content: fetched.content } };
}

interface WayBack {
  readonly target: Pick<Wish, 'to' | 'from' | 'channel' | 'replyTo'>;
  /** As Twilio writes the WhatsApp number that it leaves under. */
  readonly shownFrom?: string;
}

/** To whoever wrote, under the address that was written to, unless the program says otherwise. */
function wayBack({ parameters, channel }: Answer, reply: Reply): WayBack {
  const wrote = parameters['From'] ?? '';
  const written = parameters['To'] ?? '';
  const [to, from] = [reply.to ?? wrote, reply.from ?? written].map(readAddress);
  if (to === undefined || from === undefined || to.medium !== from.medium)
    throw new Problem(twilioErrors.channels_differ, { field: 'from' });
  if (to.medium === 'sms') return { target: { to: to.address, from: from.address } };
  if (channel === undefined || (reply.from !== undefined && reply.from !== written))
    throw new Problem(twilioErrors.whatsapp_sender_unknown, { field: 'from' });
  const isWriter = to.address === readAddress(wrote).address;
  // Whoever hides the number is reached by answering the message itself.
  const replyTo = to.address.startsWith('+') ? undefined : messageIdOf(parameters['MessageSid'] ?? '');
  const target = isWriter && replyTo !== undefined ? { replyTo } : { to: to.address, channel };
  return { target, shownFrom: written };
}
