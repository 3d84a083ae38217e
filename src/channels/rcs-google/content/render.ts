/** Agent messages as JSON: https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages */
import type { Button, Card, MediaSource } from '../../../lib/message-content.ts';
import type { MessageClass } from '../../channel.ts';
import type { Part } from './part.ts';

/** A file at an address, or one that was handed to the platform before. */
export type FileHandle =
  | { readonly contentInfo: { readonly fileUrl: string } }
  | { readonly uploadedRbmFile: { readonly fileName: string } };

/** undefined for a source that was not looked up, which must not happen. */
export type FileHandles = (source: MediaSource) => FileHandle | undefined;

type Json = Readonly<Record<string, unknown>>;

export function renderPart(part: Part, handles: FileHandles): Json {
  const suggestions = part.chips.map(renderButton);
  const chips = suggestions.length > 0 ? { suggestions } : {};
  switch (part.kind) {
    case 'text':
      return { text: part.text, ...chips };
    case 'file':
      return { ...handles(part.source), ...chips };
    case 'card':
      return { richCard: { standaloneCard: standalone(part, handles) }, ...chips };
    case 'carousel': {
      const cardContents = part.cards.map((card) => renderCard(card, handles));
      return {
        richCard: { carouselCard: { cardWidth: part.width.toUpperCase(), cardContents } },
        ...chips,
      };
    }
  }
}

function standalone({ card, orientation }: Extract<Part, { kind: 'card' }>, handles: FileHandles): Json {
  const beside = orientation === 'horizontal' && card.media !== undefined;
  return {
    cardOrientation: orientation.toUpperCase(),
    ...(beside ? { thumbnailImageAlignment: 'LEFT' } : {}),
    cardContent: renderCard(card, handles),
  };
}

function renderCard({ title, description, media, buttons = [] }: Card, handles: FileHandles): Json {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(media === undefined
      ? {}
      : { media: { height: media.height.toUpperCase(), ...handles(media.source) } }),
    ...(buttons.length === 0 ? {} : { suggestions: buttons.map(renderButton) }),
  };
}

/** A reply brings its id back; an action only says that it was pressed. */
export function renderButton(button: Button): Json {
  if (button.type === 'reply') return { reply: { text: button.title, postbackData: button.id } };
  return { action: { text: button.title, postbackData: button.title, ...actionOf(button) } };
}

function actionOf(button: Exclude<Button, { type: 'reply' }>): Json {
  switch (button.type) {
    case 'url':
      return { openUrlAction: { url: button.url } };
    case 'call':
      return { dialAction: { phoneNumber: button.phone } };
    case 'location_request':
      return { shareLocationAction: {} };
    case 'map': {
      const { latitude, longitude, label } = button;
      return {
        viewLocationAction: { latLong: { latitude, longitude }, ...(label === undefined ? {} : { label }) },
      };
    }
    case 'calendar': {
      const { start, end, event, description } = button;
      return {
        createCalendarEventAction: {
          startTime: new Date(start).toISOString(),
          endTime: new Date(end).toISOString(),
          title: event,
          ...(description === undefined ? {} : { description }),
        },
      };
    }
  }
}

/** Decides what the operator charges and which rules hold. */
export const TRAFFIC_TYPES: Readonly<Record<MessageClass, string>> = {
  otp: 'AUTHENTICATION',
  transactional: 'TRANSACTION',
  conversation: 'SERVICEREQUEST',
  marketing: 'PROMOTION',
};
