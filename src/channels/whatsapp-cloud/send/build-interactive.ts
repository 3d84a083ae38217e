/** Buttons and lists: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages */
import type { OutgoingContent } from '../../../lib/message-content.ts';
import { LIMITS, tooLong, type Unfit } from './limits.ts';
import { type Payload, present, type WireMedia } from './payload.ts';

type Buttons = Extract<OutgoingContent, { type: 'buttons' }>;
type List = Extract<OutgoingContent, { type: 'list' }>;

export function buildInteractive(content: Buttons | List, media: WireMedia | undefined): Payload | Unfit {
  return content.type === 'list' ? buildList(content) : buildButtons(content, media);
}

function buildButtons(content: Buttons, media: WireMedia | undefined): Payload | Unfit {
  const { body, footer, header, buttons } = content;
  const unfit = tooLong(
    ['The body', body, LIMITS.buttonsBody],
    ['The footer', footer, LIMITS.footer],
    ['The header', header?.type === 'text' ? header.text : undefined, LIMITS.header],
    ...buttons.map(
      ({ title }, index) => [`The title of button ${index + 1}`, title, LIMITS.buttonTitle] as const,
    ),
  );
  if (unfit !== undefined) return unfit;
  const shown = {
    ...(header === undefined ? {} : { header: headerOf(header, media) }),
    body: { text: body },
    ...footerOf(footer),
  };
  const replies = buttons.flatMap((button) => (button.type === 'reply' ? [button] : []));
  if (replies.length === buttons.length) return buildReplies(replies, shown);
  const [only] = buttons;
  if (buttons.length > 1 || only === undefined)
    return { unfit: 'WhatsApp takes up to three reply buttons, or a single button of another type.' };
  switch (only.type) {
    case 'url':
      return {
        type: 'cta_url',
        ...shown,
        action: { name: 'cta_url', parameters: { display_text: only.title, url: only.url } },
      };
    case 'location_request':
      // Its title, header and footer are WhatsApp's own.
      return {
        type: 'location_request_message',
        body: { text: body },
        action: { name: 'send_location' },
      };
    default:
      return { unfit: `WhatsApp has no button of type ${only.type} outside templates.` };
  }
}

type Reply = Extract<Buttons['buttons'][number], { type: 'reply' }>;

function buildReplies(replies: readonly Reply[], shown: Payload): Payload | Unfit {
  if (replies.length > LIMITS.replyButtons)
    return {
      unfit: `The message has ${replies.length} reply buttons, WhatsApp takes ${LIMITS.replyButtons}.`,
    };
  if (new Set(replies.map(({ id }) => id)).size < replies.length)
    return { unfit: 'Two reply buttons have the same id.' };
  if (new Set(replies.map(({ title }) => title)).size < replies.length)
    return { unfit: 'Two reply buttons have the same title.' };
  const buttons = replies.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
  return { type: 'button', ...shown, action: { buttons } };
}

function headerOf(header: NonNullable<Buttons['header']>, media: WireMedia | undefined): Payload {
  return header.type === 'text'
    ? { type: 'text', text: header.text }
    : { type: header.kind, [header.kind]: media };
}

const footerOf = (footer: string | undefined): Payload =>
  footer === undefined ? {} : { footer: { text: footer } };

function buildList({ header, body, footer, button, sections }: List): Payload | Unfit {
  const rows = sections.flatMap((section) => section.rows);
  const unfit =
    tooLong(
      ['The header', header, LIMITS.header],
      ['The body', body, LIMITS.listBody],
      ['The footer', footer, LIMITS.footer],
      ['The button', button, LIMITS.listButton],
      ...sections.map(
        ({ title }, index) => [`The title of section ${index + 1}`, title, LIMITS.sectionTitle] as const,
      ),
      ...rows.flatMap(
        ({ id, title, description }, index) =>
          [
            [`The id of row ${index + 1}`, id, LIMITS.rowId],
            [`The title of row ${index + 1}`, title, LIMITS.rowTitle],
            [`The description of row ${index + 1}`, description, LIMITS.rowDescription],
          ] as const,
      ),
    ) ?? countFault(sections, rows);
  if (unfit !== undefined) return unfit;
  return {
    type: 'list',
    ...(header === undefined ? {} : { header: { type: 'text', text: header } }),
    body: { text: body },
    ...footerOf(footer),
    action: {
      button,
      sections: sections.map((section) => ({
        ...present({ title: section.title }),
        rows: section.rows.map(({ id, title, description }) => ({ id, title, ...present({ description }) })),
      })),
    },
  };
}

function countFault(sections: List['sections'], rows: List['sections'][number]['rows']): Unfit | undefined {
  if (sections.length > LIMITS.sections)
    return { unfit: `The list has ${sections.length} sections, WhatsApp takes ${LIMITS.sections}.` };
  if (rows.length > LIMITS.rows)
    return {
      unfit: `The list has ${rows.length} rows, WhatsApp takes ${LIMITS.rows} in all sections together.`,
    };
  if (new Set(rows.map(({ id }) => id)).size < rows.length) return { unfit: 'Two rows have the same id.' };
  if (sections.length > 1 && sections.some(({ title }) => title === undefined))
    return { unfit: 'Every section needs a title when there are several.' };
  return undefined;
}
