/** A channel type that does what a test says: answers, receipts, incoming messages and health, message by message. */
import { afterAll } from 'vitest';
import { z } from 'zod';
import type {
  ChannelCapabilities,
  ChannelConnection,
  ChannelEvent,
  ChannelHealth,
  TakeEvent,
  OutgoingMessage,
  SendErrorCode,
  SendOutcome,
} from '../src/channels/channel.ts';
import { channelTypes, type ListedChannelType } from '../src/channels/index.ts';
import type { AppKit } from './app-kit.ts';

export interface Script {
  /** Every `send`, in order. */
  readonly sent: OutgoingMessage[];
  /** What the provider answers; the external id of a plain acceptance is `ext-<message id>`. */
  answer: (message: OutgoingMessage) => SendOutcome | Promise<SendOutcome>;
  health: ChannelHealth;
  /** Says something as the provider would; resolves after the commit. */
  emit(event: ChannelEvent): Promise<void>;
}

export const accept = (...externalIds: string[]): SendOutcome => ({ kind: 'accepted', externalIds });
export const refuse = (
  kind: 'retryable' | 'permanent' | 'unknown',
  code: SendErrorCode,
  retryAfterMs?: number,
): SendOutcome => ({
  kind,
  code,
  detail: 'scripted',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

export const up = (): ChannelHealth => ({ state: 'up', since: new Date() });

export interface ScriptedType {
  readonly medium?: ListedChannelType['medium'];
  readonly capabilities?: Partial<ChannelCapabilities>;
  readonly mayMeetLimit?: boolean;
  /** What its connections can do besides. */
  readonly extras?: Partial<Pick<ChannelConnection, 'download' | 'revoke'>>;
}

/** As WhatsApp: every kind of content, and free content for a day after the person wrote. */
export const RICH_CAPABILITIES: Partial<ChannelCapabilities> = {
  segments: false,
  content: ['media', 'location', 'contacts', 'reaction', 'buttons', 'list', 'template'],
  media: {
    image: { maxBytes: 5_000_000, mimes: ['image/jpeg', 'image/png'] },
    document: { maxBytes: 1_000, mimes: ['application/pdf', 'text/plain'] },
  },
  replies: true,
  windowHours: 24,
};

/** Adds a type to the product's list, until the end of this test file; call it at its top. */
export function addScriptedChannelType(name = 'scripted', change: ScriptedType = {}): Script {
  let taker: TakeEvent | undefined;
  const script: Script = {
    sent: [],
    answer: (message) => accept(`ext-${message.id}`),
    health: up(),
    emit: (event) =>
      new Promise((resolve, reject) => {
        if (taker === undefined) throw new Error('the scripted channel is not open');
        taker(event, { settled: (isStored, error) => (isStored ? resolve() : reject(error)) });
      }),
  };
  const type: ListedChannelType = {
    type: name,
    name: { id: 'Uji', en: 'Scripted' },
    summary: { id: 'Uji', en: 'Scripted' },
    medium: change.medium ?? 'sms',
    address: 'phone',
    settings: z.strictObject({}),
    fields: [],
    secrets: [],
    capabilities: {
      text: true,
      maxTextLength: 1600,
      inbound: true,
      receipts: ['delivered', 'read'],
      segments: true,
      ...change.capabilities,
    },
    pace: () => ({ messagesPerSecond: 10_000, window: 1000, mayMeetLimit: change.mayMeetLimit === true }),
    open: () => ({
      send: async (message) => {
        script.sent.push(message);
        return script.answer(message);
      },
      listen: (take) => {
        taker = take;
      },
      health: () => script.health,
      close: async () => undefined,
      ...change.extras,
    }),
  };
  const listed = channelTypes as ListedChannelType[];
  listed.push(type);
  afterAll(() => void listed.splice(listed.indexOf(type), 1));
  return script;
}

/** A channel of the type `scripted` that the first workspace prefers to its others; its public id, once it is open. */
export async function openScriptedChannel({ request, runtime, a }: AppKit): Promise<string> {
  const made = await request('POST /v1/channels', {
    key: a.key,
    body: { type: 'scripted', name: 'Uji', priority: 90 },
  });
  await runtime.openChannels();
  return String(made.body['id']);
}
