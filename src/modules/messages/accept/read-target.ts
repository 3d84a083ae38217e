import type { z } from 'zod';
import { operatorOf } from '../../../lib/id-operators.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Address } from '../content/address.ts';
import { answeredBy, isReference, type ReplyFacts } from '../content/gather-facts.ts';
import { kindOfParty, type Reply } from '../content/rich.ts';
import type { SendMessage } from '../contract.ts';
import { messagesErrors } from '../errors.ts';
import type { DraftContext } from './draft.ts';
import { readRecipient } from './read-recipient.ts';
import type { Refusal } from './refusal.ts';

/** Whom a message is for, and how far its way is given already. */
export interface Target {
  /** The best first; one at least. */
  readonly addresses: readonly (Address & { readonly operator: string | null })[];
  /** `auto` or a public id. */
  readonly channel: string;
  readonly reply: Reply | null;
}

type Wish = z.output<typeof SendMessage>;

/**
 * A number, a contact, an identity, or whoever wrote the message that is answered: an answer goes to the address
 * that wrote, on the channel it came over, and nowhere else.
 */
export function readTarget(input: Wish, context: DraftContext): Result<Target, Refusal> {
  const answered = answeredBy(input);
  if (answered !== undefined) return readAnswer(input, answered, context);
  const { to, channel } = input;
  if (to === undefined)
    return fail({ code: messagesErrors.recipient_unknown, field: 'to', detail: 'No recipient is named.' });
  const addresses = readAddresses(to, context);
  return addresses.ok ? ok({ addresses: addresses.value, channel, reply: null }) : addresses;
}

function readAddresses(to: string, context: DraftContext): Result<Target['addresses'], Refusal> {
  if (!isReference(to)) {
    const phone = readRecipient(to);
    if (!phone.ok) return phone;
    const { e164, operator } = phone.value;
    return ok([{ kind: 'phone', address: e164, operator }]);
  }
  const known = context.facts.addresses.get(to) ?? [];
  const [first] = known;
  if (first === undefined) return fail({ code: messagesErrors.recipient_unknown, field: 'to' });
  const usable = known.flatMap((one): Target['addresses'] => {
    if (one.kind !== 'phone') return [{ ...one, operator: null }];
    const phone = readRecipient(one.address);
    return phone.ok ? [{ kind: one.kind, address: phone.value.e164, operator: phone.value.operator }] : [];
  });
  // A foreign number or a land line and nothing else: the same words as for the number itself.
  return usable.length === 0 ? readAddresses(first.address, context) : ok(usable);
}

function readAnswer(input: Wish, answered: string, context: DraftContext): Result<Target, Refusal> {
  const field = input.replyTo === undefined ? 'content.message' : 'replyTo';
  const reply = context.facts.replies.get(answered);
  if (reply === undefined) return fail({ code: messagesErrors.reply_unknown, field });
  if (input.content?.type === 'reaction' && reply.externalId === null)
    return fail({ code: messagesErrors.reply_unknown, field, detail: 'The message has not left yet.' });
  const channel = context.table.channels.find(({ id }) => id === reply.channelId);
  if (channel === undefined) return fail({ code: messagesErrors.reply_channel_gone, field });
  if (input.channel !== 'auto' && input.channel !== channel.publicId)
    return fail({
      code: messagesErrors.reply_elsewhere,
      field: 'channel',
      detail: `The message went over ${channel.publicId}.`,
    });
  const kind = kindOfParty(reply.party, channel.type);
  if (input.to !== undefined && !isSame(input.to, reply, context))
    return fail({ code: messagesErrors.reply_elsewhere, field: 'to' });
  const address = { kind, address: reply.party, operator: operatorOf(reply.party)?.operator ?? null };
  // Who wrote by SMS from a short code or from abroad cannot be written to that way.
  if (channel.type.medium === 'sms') {
    const phone = readRecipient(reply.party);
    if (!phone.ok) return phone;
  }
  return ok({ addresses: [address], channel: channel.publicId, reply });
}

/** Whether `to` names the person's address that wrote the message, in whichever way. */
function isSame(to: string, { party }: ReplyFacts, context: DraftContext): boolean {
  if (to === party) return true;
  if (isReference(to))
    return (context.facts.addresses.get(to) ?? []).some(({ address }) => address === party);
  const phone = readRecipient(to);
  return phone.ok && phone.value.e164 === party;
}
