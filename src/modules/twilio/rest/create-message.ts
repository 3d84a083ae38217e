import { z } from 'zod';
import { parsePhone } from '../../../lib/phone.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  type AcceptedMessage,
  getMessage,
  type MessageClass,
  messagesErrors,
  sendOne,
} from '../../messages/index.ts';
import { templateWish } from '../content/template-wish.ts';
import type { TwilioDeps } from '../deps.ts';
import { type Address, readAddress } from '../dialect/addresses.ts';
import { checkParameters, type Fields } from '../dialect/parameters.ts';
import { sidOfUuid, uuidOfSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import { checkMedia, mediaContent } from '../media/media-content.ts';
import { findService, type ServiceRow } from '../queries.ts';
import { channelNumbers } from '../whatsapp/shown-addresses.ts';
import type { Caller } from './caller.ts';
import { chooseWay, type Way } from './choose-way.ts';
import { META, messageResource } from './message-resource.ts';
import { checkUrl } from './url.ts';

const Text = z.string().max(4_096);
const Input = z.object({
  To: Text.optional(),
  From: Text.optional(),
  MessagingServiceSid: Text.optional(),
  Body: z.string().default(''),
  MediaUrl: z
    .union([z.string(), z.array(z.string())])
    .transform((urls) => (typeof urls === 'string' ? [urls] : urls).filter((url) => url !== ''))
    .default([]),
  ContentSid: Text.optional(),
  ContentVariables: z.string().optional(),
  StatusCallback: Text.optional(),
  ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
  ScheduleType: z.enum(['fixed']).optional(),
  SendAt: z.iso.datetime({ offset: true }).optional(),
});
type Input = z.output<typeof Input>;

const LONGEST_BODY = 1_600;
/** Messages live for at least a minute here. */
const SHORTEST_SECONDS = 60;

/** What a pool is for decides the lane of its messages; everything else is transactional. */
const CLASS_OF_USECASE: Readonly<Record<string, MessageClass>> = {
  marketing: 'marketing',
  verification: 'otp',
  discussion: 'conversation',
  poll: 'conversation',
};

/** `POST Messages.json`: accepted and on disk when it answers. */
export async function createMessage(
  deps: TwilioDeps,
  caller: Caller,
  locale: 'id' | 'en',
  fields: Fields,
): Promise<Record<string, unknown>> {
  checkParameters(fields);
  const input = readInput(fields);
  const to = readTo(input.To);
  checkContent(input);
  const { MediaUrl: urls, Body: text } = input;
  if (urls.length > 0) checkMedia(deps, { urls, medium: to.medium, text });
  const service = await serviceOf(deps, caller, input.MessagingServiceSid);
  const messageClass = CLASS_OF_USECASE[service?.usecase ?? ''] ?? 'transactional';
  const way = await chooseWay(deps, caller, { to, from: input.From, service, class: messageClass });
  const callback = input.StatusCallback ?? service?.status_callback ?? undefined;
  if (callback !== undefined) checkUrl(deps, 'StatusCallback', callback);
  const metadata = {
    [META.account]: caller.accountSid,
    ...(way.shownFrom === undefined ? {} : { [META.from]: way.shownFrom }),
    ...(service === undefined ? {} : { [META.service]: sidOfUuid('MG', service.id) }),
    ...(callback === undefined ? {} : { [META.callback]: callback }),
  };
  const accepted = await send(deps, caller, {
    input,
    to,
    way,
    metadata,
    locale,
    class: messageClass,
    validity: input.ValidityPeriod ?? service?.validity_period,
  });
  const numbers = await channelNumbers(deps, caller.workspaceId);
  // What a template or a file says is known once it is stored.
  const shown = isPlain(input)
    ? shownAtOnce(accepted, input.Body, metadata)
    : await getMessage(deps.messages, caller.actor, accepted.id);
  return messageResource(shown, caller.accountSid, numbers);
}

interface Outgoing {
  readonly input: Input;
  readonly to: Address;
  readonly way: Way;
  readonly metadata: Readonly<Record<string, string>>;
  readonly locale: 'id' | 'en';
  readonly class: MessageClass;
  readonly validity: number | undefined;
}

async function send(deps: TwilioDeps, caller: Caller, outgoing: Outgoing): Promise<AcceptedMessage> {
  const { input, to, way, metadata, locale, validity } = outgoing;
  const said = await sayingOf(deps, caller, input);
  try {
    return await sendOne(
      deps.acceptor,
      {
        ...said.content,
        to: to.address,
        channel: way.channel,
        class: outgoing.class,
        ...(way.from === null ? {} : { from: way.from }),
        ...(validity === undefined ? {} : { validitySeconds: Math.max(SHORTEST_SECONDS, validity) }),
        ...(input.SendAt === undefined ? {} : { sendAt: input.SendAt }),
      },
      { actor: caller.actor, locale, metadata },
    );
  } catch (error) {
    await said.drop();
    throw error;
  }
}

type Content = Pick<Parameters<typeof sendOne>[1], 'text' | 'content' | 'template'>;

interface Saying {
  readonly content: Content;
  /** Takes back what was stored for a message that was refused. */
  drop(): Promise<void>;
}

async function sayingOf(
  deps: TwilioDeps,
  { actor, workspaceId }: Caller,
  { Body: text, MediaUrl: urls, ContentSid: sid, ContentVariables: variables }: Input,
): Promise<Saying> {
  const drop = async (): Promise<void> => undefined;
  if (sid !== undefined)
    return { drop, content: { template: await templateWish(deps, workspaceId, sid, variables) } };
  const [url] = urls;
  if (url === undefined) return { drop, content: { text } };
  const media = await mediaContent(deps, actor, url, text);
  return { drop: media.drop, content: { content: media.content } };
}

function readInput(fields: Fields): Input {
  const parsed = Input.safeParse(fields);
  if (!parsed.success) {
    throw new Problem(twilioErrors.parameter_invalid, {
      field: String(parsed.error.issues[0]?.path[0] ?? ''),
    });
  }
  const input = parsed.data;
  if ((input.ScheduleType === undefined) !== (input.SendAt === undefined))
    throw new Problem(twilioErrors.schedule_incomplete, { field: 'SendAt' });
  if (input.SendAt !== undefined && input.MessagingServiceSid === undefined)
    throw new Problem(twilioErrors.schedule_needs_service, { field: 'MessagingServiceSid' });
  return input;
}

function readTo(text: string | undefined): Address {
  const to = readAddress(text ?? '');
  if (to.address === '') throw new Problem(twilioErrors.to_missing, { field: 'To' });
  const phone = parsePhone(to.address);
  if (to.medium === 'sms' && phone.ok && phone.country === 'ID' && phone.kind === 'fixed_line')
    throw new Problem(twilioErrors.to_landline, { field: 'To' });
  return to;
}

const isPlain = ({ MediaUrl, ContentSid }: Input): boolean =>
  MediaUrl.length === 0 && ContentSid === undefined;

function checkContent(input: Input): void {
  const { Body: text, MediaUrl: urls, ContentSid: sid, ContentVariables: variables } = input;
  if (variables !== undefined && variables !== '' && sid === undefined)
    throw new Problem(twilioErrors.content_missing, { field: 'ContentVariables' });
  if (sid !== undefined && (text !== '' || urls.length > 0))
    throw new Problem(messagesErrors.text_and_template, { field: 'ContentSid' });
  if (isPlain(input) && text === '') throw new Problem(twilioErrors.body_missing, { field: 'Body' });
  if (text.length > LONGEST_BODY) throw new Problem(messagesErrors.text_too_long, { field: 'Body' });
}

async function serviceOf(
  deps: TwilioDeps,
  { workspaceId }: Caller,
  sid: string | undefined,
): Promise<ServiceRow | undefined> {
  if (sid === undefined) return undefined;
  const id = uuidOfSid('MG', sid);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findService, [workspaceId, id]);
  if (row === undefined) throw new Problem(twilioErrors.service_unknown, { field: 'MessagingServiceSid' });
  return row;
}

const shownAtOnce = (
  accepted: AcceptedMessage,
  text: string,
  metadata: Readonly<Record<string, string>>,
): Parameters<typeof messageResource>[0] => ({
  ...accepted,
  channel: { id: accepted.channel, type: '' },
  direction: 'out',
  reason: null,
  text,
  content: null,
  metadata: { ...metadata },
  updatedAt: accepted.createdAt,
});
