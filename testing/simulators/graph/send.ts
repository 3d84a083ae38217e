/** `POST /{phone_number_id}/messages`. */
import { z } from 'zod';
import type { Fault } from './fault.ts';
import { type Answer, graphError, ok, success } from './graph-error.ts';
import { isInWindow, PairRate, Portfolio, Throughput } from './limits.ts';
import {
  type BusinessNumber,
  countAnswer,
  type GraphState,
  newWamid,
  type Person,
  personByUserId,
  personOf,
  type Taken,
} from './state.ts';
import { statusOf, tellStatuses } from './statuses.ts';
import { setStatus, templateFault } from './templates.ts';
import { type Envelope, validateMessage } from './validate-message.ts';
import type { Webhooks } from './webhooks.ts';

const Read = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

const Template = z.looseObject({
  name: z.string(),
  language: z.looseObject({ code: z.string() }),
  components: z.array(z.record(z.string(), z.unknown())).default([]),
});

/** Called with everything that was taken. */
export type OnTaken = (message: Taken, person: Person) => void;

export interface Sending {
  send(number: BusinessNumber, body: unknown, fault: Fault): Promise<Answer>;
  /** Ids of messages of people that were marked as read, `+typing` behind those that show the dots. */
  readonly read: readonly string[];
}

export function createSending(state: GraphState, webhooks: Webhooks, onTaken: OnTaken): Sending {
  const throughput = new Map<string, Throughput>();
  const pairs = new PairRate();
  const portfolio = new Portfolio();
  const read: string[] = [];
  const { settings } = state;

  const limitFault = (number: BusinessNumber, person: Person, envelope: Envelope): number | undefined => {
    const now = settings.now();
    const rate = throughput.get(number.id) ?? new Throughput();
    throughput.set(number.id, rate);
    if (!rate.take(now, settings.mps)) return 130429;
    if (settings.pairRate && !pairs.take(now, `${number.id} ${person.waId}`)) return 131056;
    const inWindow = isInWindow(person.lastWroteAt, now);
    if (settings.window && settings.windowAtOnce && !inWindow && envelope.type !== 'template') return 131047;
    const counts = envelope.type === 'template' && !inWindow;
    return counts && !portfolio.take(now, person.waId, settings.tier) ? 131048 : undefined;
  };

  const refusalOf = (number: BusinessNumber, envelope: Envelope, fault: Fault): Answer | undefined => {
    if (fault.kind === 'error') return graphError(fault.code, '', fault.status);
    if (!number.registered) return graphError(133010);
    if (envelope.type !== 'template') return undefined;
    const { name, language, components } = Template.parse(envelope['template']);
    if (fault.kind === 'pause_template') pause(name);
    const code = templateFault(state, { name, language: language.code, components });
    return code === undefined ? undefined : graphError(code);
  };

  const pause = (name: string): void => {
    for (const template of state.templates.values())
      if (template.name === name && template.status === 'APPROVED')
        setStatus({ state, webhooks }, template, 'PAUSED', 'NONE', {
          title: 'FIRST_PAUSE',
          description: 'Paused for 3 hours because of negative feedback.',
        });
  };

  return {
    read,
    async send(number, body, fault) {
      const asRead = Read.safeParse(body);
      if (asRead.success) {
        read.push(`${asRead.data.message_id}${asRead.data.typing_indicator === undefined ? '' : '+typing'}`);
        return success;
      }
      const envelope = validateMessage(body);
      if ('refusal' in envelope) return envelope.refusal as Answer;
      const person = whom(state, envelope);
      if (person === undefined)
        return graphError(131009, 'Recipient is not a number and not a known user id');
      if (person.waId === number.display) return graphError(131021);
      const refusal = refusalOf(number, envelope, fault);
      if (refusal !== undefined) return refusal;
      const limit = limitFault(number, person, envelope);
      if (limit !== undefined) return graphError(limit);
      const message: Taken = {
        id: newWamid(),
        phoneNumberId: number.id,
        to: envelope.to === undefined ? (envelope.recipient ?? '') : person.waId,
        body: envelope,
        at: settings.now(),
      };
      countAnswer(state, 'taken');
      if (settings.record) state.taken.push(message);
      const told = { message, person, number };
      if (fault.kind === 'status_first')
        await webhooks.number(number, { statuses: [statusOf(state, told, 'sent')] });
      tellStatuses(state, webhooks, told, fault);
      onTaken(message, person);
      return ok(takenBody(message, person, envelope));
    },
  };
}

function takenBody(message: Taken, person: Person, envelope: Envelope): unknown {
  const held = envelope.type === 'template' ? { message_status: 'accepted' } : {};
  const input = envelope.to ?? envelope.recipient;
  const known = envelope.to === undefined ? { user_id: person.userId } : { wa_id: person.waId };
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input, ...known }],
    messages: [{ id: message.id, ...held }],
  };
}

/** `to` wins over `recipient`; without `+` a local number gets the country code of the business. */
function whom(state: GraphState, { to, recipient }: Envelope): Person | undefined {
  if (to !== undefined) {
    const digits = to.replaceAll(/[\s()-]/g, '').replace(/^\+/, '');
    if (!/^\d{7,15}$/.test(digits)) return undefined;
    return personOf(state, digits.startsWith('0') ? `62${digits.slice(1)}` : digits);
  }
  return recipient === undefined ? undefined : personByUserId(state, recipient);
}
