import type { z } from 'zod';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { countSegments } from '../../../lib/segments.ts';
import { sharedDate } from '../../../lib/shared-date.ts';
import type { MessageRoute } from '../../routing/index.ts';
import { chargedAs } from '../content/charged-as.ts';
import type { Facts } from '../content/gather-facts.ts';
import { refuseContent } from '../content/refuse-content.ts';
import type { Rich } from '../content/rich.ts';
import type { MessageClass, SendMessage } from '../contract.ts';
import { messagesErrors } from '../errors.ts';
import { chooseWay } from './choose-way.ts';
import type { Draft, DraftContext } from './draft.ts';
import { pricesOf, priceOfWays } from './price-draft.ts';
import { type Body, readBody } from './read-body.ts';
import { readTarget } from './read-target.ts';
import type { Refusal } from './refusal.ts';

/** How long a message of each class is worth delivering, seconds. An OTP outlives its code for nobody. */
export const VALIDITY_SECONDS: Readonly<Record<MessageClass, number>> = {
  otp: 300,
  transactional: 4 * 3600,
  conversation: 4 * 3600,
  marketing: 24 * 3600,
};

/** Clocks differ: a `sendAt` that passed less than this long ago means now. */
const PAST_TOLERANCE_MS = 60_000;
const FARTHEST_MS = 90 * 24 * 3600 * 1000;

export function draftMessage(
  input: z.output<typeof SendMessage>,
  context: DraftContext,
): Result<Draft, Refusal> {
  const target = readTarget(input, context);
  if (!target.ok) return target;
  const body = readBody(input, context.facts);
  if (!body.ok) return body;
  const messageClass = body.value.template?.classFor(input.class) ?? input.class;
  const times = readTimes(input, messageClass, context.now);
  if (!times.ok) return times;
  const way = chooseWay(context.table, {
    target: target.value,
    body: body.value,
    from: input.from,
    sandboxOnly: context.sandboxOnly,
    class: messageClass,
    priceOf: priceOfWays(context, body.value, messageClass),
  });
  if (!way.ok) return way;
  const { route, address, operator } = way.value;
  const { channel } = route;
  const said = sayOn(route, body.value, target.value.channel !== 'auto', context.facts);
  if (!said.ok) return said;
  const { encoding, segments } = countSegments(said.value.text);
  const { price, priceInWindow } = pricesOf(
    context.prices,
    {
      type: channel.type,
      segments,
      class: messageClass,
      at: sharedDate(context.now),
      operator,
      channelId: channel.id,
    },
    chargedAs(channel.type.medium, said.value.content),
  );
  // Written out, here and below: a property that follows a spread takes 1 µs.
  return ok({
    to: address,
    operator,
    route,
    class: messageClass,
    text: said.value.text,
    rich: richOf(said.value.content, target.value.reply),
    template: said.value.used,
    encoding,
    segments,
    price,
    priceInWindow,
    metadata: input.metadata,
    sendAt: times.value.sendAt,
    expiresAt: times.value.expiresAt,
  });
}

const richOf = (content: Rich['content'], reply: Rich['reply']): Rich | null =>
  content === null && reply === null ? null : { content, reply };

interface Said {
  readonly text: string;
  readonly content: Rich['content'];
  readonly used: Draft['template'];
}

/** What the channel gets: the content where it takes it, plain words where it stands in for one that does. */
export function sayOn(
  { channel }: MessageRoute,
  body: Body,
  named: boolean,
  facts: Facts,
): Result<Said, Refusal> {
  const { capabilities } = channel.type;
  const plain = { text: body.text, content: body.content, used: body.template?.used ?? null };
  const rendered = body.template === null ? ok(plain) : body.template.on(channel);
  const standsIn = !named && body.template !== null && !body.template.fits(channel);
  if (!rendered.ok && !standsIn) return rendered;
  const { text, content, used } = rendered.ok ? rendered.value : plain;
  const carried = content !== null && capabilities.content?.includes(content.type) === true;
  if (content !== null && (carried || named)) {
    const refusal = refuseContent(content, capabilities, facts.files);
    if (refusal !== undefined) return fail(refusal);
  }
  if (!carried && text.length > capabilities.maxTextLength) {
    return fail({
      code: messagesErrors.text_too_long,
      field: content === null ? 'text' : 'content',
      detail: `This channel takes ${capabilities.maxTextLength} characters; the text has ${text.length}.`,
    });
  }
  return ok({ text, content, used });
}

function readTimes(
  input: z.output<typeof SendMessage>,
  messageClass: MessageClass,
  now: number,
): Result<{ sendAt: number | null; expiresAt: number }, Refusal> {
  const validity = (input.validitySeconds ?? VALIDITY_SECONDS[messageClass]) * 1000;
  if (input.sendAt === undefined) return ok({ sendAt: null, expiresAt: now + validity });
  const wished = Date.parse(input.sendAt);
  if (wished < now - PAST_TOLERANCE_MS) return fail({ code: messagesErrors.send_at_past, field: 'sendAt' });
  if (wished > now + FARTHEST_MS) return fail({ code: messagesErrors.send_at_too_far, field: 'sendAt' });
  return wished <= now
    ? ok({ sendAt: null, expiresAt: now + validity })
    : ok({ sendAt: wished, expiresAt: wished + validity });
}
