/** What a person sent: https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/receive */
import { z } from 'zod';
import type { IncomingContent, MediaKind } from '../../../lib/message-content.ts';
import type { IncomingEvent, MediaReference } from '../../channel.ts';
import type { Envelope } from './envelope.ts';

const Text = z.string().max(10_000);
const Suggestion = z.object({
  postbackData: z.string().max(2048).default(''),
  text: z.string().max(1000).default(''),
  type: z.string().max(40).optional(),
});
const Location = z.object({
  latitude: z.number().min(-90).max(90).default(0),
  longitude: z.number().min(-180).max(180).default(0),
});
const UserFile = z.object({
  payload: z.object({
    fileUri: z.url({ protocol: /^https?$/ }).max(2048),
    mimeType: z.string().max(200).optional(),
    fileName: z.string().max(240).optional(),
    fileSizeBytes: z.number().optional(),
  }),
});

const ENVELOPE_FIELDS = new Set(['agentId', 'senderPhoneNumber', 'messageId', 'sendTime']);

type Said = Pick<IncomingEvent, 'text' | 'content' | 'media'>;

/** undefined when nobody sent it. */
export function readMessage(envelope: Envelope, agentId: string, at: Date): IncomingEvent | undefined {
  const { senderPhoneNumber: from, messageId: externalId } = envelope;
  if (from === undefined || externalId === undefined) return undefined;
  return {
    type: 'message',
    externalId,
    from,
    to: agentId,
    ...readSaid(envelope),
    identities: [{ kind: 'phone', address: from }],
    at,
  };
}

function readSaid(envelope: Envelope): Said {
  const text = Text.safeParse(envelope.text).data;
  if (text !== undefined) return { text };
  const suggestion = Suggestion.safeParse(envelope.suggestionResponse).data;
  if (suggestion !== undefined) return readSuggestion(suggestion);
  const location = Location.safeParse(envelope.location).data;
  if (location !== undefined) return { text: '', content: { type: 'location', ...location } };
  const file = UserFile.safeParse(envelope.userFile).data;
  return file === undefined ? unsupported(envelope) : readFile(file.payload);
}

/** An action that was pressed is news about a message of ours, not an answer. */
function readSuggestion({ type, text, postbackData }: z.infer<typeof Suggestion>): Said {
  const content: IncomingContent =
    type === 'ACTION'
      ? { type: 'system', event: `button_pressed:${postbackData}` }
      : { type: 'button_reply', id: postbackData, title: text };
  return { text, content };
}

function readFile({ fileUri, mimeType, fileName }: z.infer<typeof UserFile>['payload']): Said {
  const kind = kindOf(mimeType ?? '');
  const media: MediaReference = {
    externalId: fileUri,
    kind,
    ...(mimeType === undefined ? {} : { mime: mimeType }),
  };
  const content: IncomingContent = {
    type: 'media',
    kind,
    file: null,
    mime: mimeType ?? null,
    caption: null,
    filename: fileName ?? null,
  };
  return { text: '', content, media };
}

function kindOf(mime: string): MediaKind {
  const [family] = mime.toLowerCase().split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function unsupported(envelope: Envelope): Said {
  const raw = Object.fromEntries(Object.entries(envelope).filter(([name]) => !ENVELOPE_FIELDS.has(name)));
  const [kind = 'empty'] = Object.keys(raw);
  return { text: '', content: { type: 'unsupported', kind: kind.slice(0, 100), raw } };
}
