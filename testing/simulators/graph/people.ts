/** People who write, press, react, send files and change their numbers. */
import { randomBytes } from 'node:crypto';
import { keepMedia } from './media.ts';
import { type BusinessNumber, type GraphState, newWamid, type Person, personOf } from './state.ts';
import type { Webhooks } from './webhooks.ts';

/** What a person sends, by the type of the webhook: `{ type: 'text', text: { body: 'Halo' } }`. */
export type Said = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface People {
  /** The person with this number, for setting what is known about him. */
  person(waId: string): Person;
  /** Writes to the business; the id of the message. */
  write(waId: string, said: Said, more?: Readonly<Record<string, unknown>>): Promise<string>;
  text(waId: string, body: string, answers?: string): Promise<string>;
  press(
    waId: string,
    button: { readonly id: string; readonly title: string },
    answers: string,
  ): Promise<string>;
  choose(
    waId: string,
    row: { readonly id: string; readonly title: string; readonly description?: string },
    answers: string,
  ): Promise<string>;
  react(waId: string, messageId: string, emoji: string): Promise<string>;
  sendFile(waId: string, kind: string, mime: string, bytes: Buffer, caption?: string): Promise<string>;
  changeNumber(waId: string, to: string): Promise<void>;
  preferMarketing(waId: string, value: 'stop' | 'resume'): Promise<void>;
  /** Somebody of the business writes to the person in the app on the phone that shares the number; the id of the message. */
  echo(waId: string, said: Said): Promise<string>;
}

export function createPeople(state: GraphState, webhooks: Webhooks, number: BusinessNumber): People {
  const write: People['write'] = async (waId, said, more = {}) => {
    const person = personOf(state, waId);
    const id = newWamid();
    person.lastWroteAt = state.settings.now();
    await webhooks.number(number, {
      contacts: [contactOf(person)],
      messages: [{ ...fromOf(person), id, timestamp: secondsOf(state), ...said, ...more }],
    });
    return id;
  };
  const answering = (id: string | undefined): Record<string, unknown> =>
    id === undefined ? {} : { context: { from: number.display, id } };

  return {
    person: (waId) => personOf(state, waId),
    write,
    text: (waId, body, answers) => write(waId, { type: 'text', text: { body } }, answering(answers)),
    press: (waId, button, answers) =>
      write(
        waId,
        { type: 'interactive', interactive: { type: 'button_reply', button_reply: button } },
        answering(answers),
      ),
    choose: (waId, row, answers) =>
      write(
        waId,
        { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } },
        answering(answers),
      ),
    react: (waId, messageId, emoji) =>
      write(waId, { type: 'reaction', reaction: { message_id: messageId, emoji } }),
    async sendFile(waId, kind, mime, bytes, caption) {
      const id = keepMedia(state, mime, bytes, `${kind}-${randomBytes(2).toString('hex')}`);
      const { sha256 } = state.media.get(id) ?? { sha256: '' };
      const described = { id, mime_type: mime, sha256: Buffer.from(sha256, 'hex').toString('base64') };
      return write(waId, {
        type: kind,
        [kind]: { ...described, ...(caption === undefined ? {} : { caption }) },
      });
    },
    changeNumber: (waId, to) => changeNumber(state, webhooks, number, waId, to),
    preferMarketing: (waId, value) => preferMarketing(state, webhooks, number, waId, value),
    async echo(waId, said) {
      const id = newWamid();
      const sent = { from: number.display, to: waId, id, timestamp: secondsOf(state), ...said };
      await webhooks.number(number, { message_echoes: [sent] }, 'smb_message_echoes');
      return id;
    },
  };
}

/** Whoever hides the number is known by the user id alone. */
const fromOf = ({ hidesNumber, waId, userId }: Person): Record<string, unknown> => ({
  ...(hidesNumber ? {} : { from: waId }),
  from_user_id: userId,
});

const contactOf = ({ hidesNumber, waId, userId, name }: Person): Record<string, unknown> => ({
  profile: { name, ...(hidesNumber ? { username: name.toLowerCase().replaceAll(' ', '_') } : {}) },
  ...(hidesNumber ? {} : { wa_id: waId }),
  user_id: userId,
});

const secondsOf = ({ settings }: GraphState): string => String(Math.floor(settings.now() / 1000));

async function changeNumber(
  state: GraphState,
  webhooks: Webhooks,
  number: BusinessNumber,
  waId: string,
  to: string,
): Promise<void> {
  const old = personOf(state, waId);
  const previous = old.userId;
  const now = personOf(state, to);
  now.name = old.name;
  await webhooks.number(number, {
    messages: [
      {
        from: waId,
        id: newWamid(),
        timestamp: secondsOf(state),
        type: 'system',
        system: {
          body: `User ${old.name} changed from ${waId} to ${to}`,
          wa_id: to,
          type: 'user_changed_number',
        },
      },
    ],
  });
  const moved = { wa_id: to, user_id: { previous, current: now.userId }, timestamp: secondsOf(state) };
  await webhooks.number(number, { user_id_update: [moved] }, 'user_id_update');
}

async function preferMarketing(
  state: GraphState,
  webhooks: Webhooks,
  number: BusinessNumber,
  waId: string,
  value: 'stop' | 'resume',
): Promise<void> {
  const person = personOf(state, waId);
  person.wantsMarketing = value === 'resume';
  const told = {
    ...(person.hidesNumber ? {} : { wa_id: waId }),
    user_id: person.userId,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Number(secondsOf(state)),
  };
  await webhooks.number(
    number,
    { contacts: [contactOf(person)], user_preferences: [told] },
    'user_preferences',
  );
}
