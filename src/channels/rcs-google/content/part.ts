/** What one agent message shows, before its files have an address. */
import type { Button, Card, MediaSource } from '../../../lib/message-content.ts';
import type { Feature } from '../capability-cache.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly chips: readonly Button[] }
  | { readonly kind: 'file'; readonly source: MediaSource; readonly chips: readonly Button[] }
  | {
      readonly kind: 'card';
      readonly card: Card;
      readonly orientation: 'vertical' | 'horizontal';
      readonly chips: readonly Button[];
    }
  | {
      readonly kind: 'carousel';
      readonly width: 'small' | 'medium';
      readonly cards: readonly Card[];
      readonly chips: readonly Button[];
    };

const BUTTON_FEATURES: Readonly<Record<Button['type'], Feature | undefined>> = {
  reply: undefined,
  url: 'ACTION_OPEN_URL',
  call: 'ACTION_DIAL',
  location_request: 'ACTION_SHARE_LOCATION',
  map: 'ACTION_VIEW_LOCATION',
  calendar: 'ACTION_CREATE_CALENDAR_EVENT',
};

export function cardsOf(part: Part): readonly Card[] {
  if (part.kind === 'card') return [part.card];
  return part.kind === 'carousel' ? part.cards : [];
}

export const sourcesOf = (part: Part): readonly MediaSource[] =>
  part.kind === 'file' ? [part.source] : cardsOf(part).flatMap(({ media }) => media?.source ?? []);

/** What a phone must be able to show. */
export function featuresOf(part: Part): readonly Feature[] {
  const shape: Feature[] =
    part.kind === 'card' ? ['RICHCARD_STANDALONE'] : part.kind === 'carousel' ? ['RICHCARD_CAROUSEL'] : [];
  const buttons = [...part.chips, ...cardsOf(part).flatMap((card) => card.buttons ?? [])];
  return [...shape, ...buttons.flatMap(({ type }) => BUTTON_FEATURES[type] ?? [])];
}

/** Everything in plain words, with those chips that the phone knows; nothing when there are no words. */
export function inPlainWords(
  parts: readonly Part[],
  text: string,
  features: ReadonlySet<string>,
): readonly Part[] {
  const lacks = (feature: Feature): boolean => !features.has(feature);
  if (!parts.some((part) => featuresOf(part).some(lacks))) return parts;
  if (text.trim() === '') return [];
  const chips = parts
    .flatMap((part) => [...part.chips, ...cardsOf(part).flatMap(({ buttons = [] }) => buttons)])
    .filter(({ type }) => {
      const feature = BUTTON_FEATURES[type];
      return feature === undefined || !lacks(feature);
    });
  return [{ kind: 'text', text, chips: chips.slice(0, MOST_CHIPS) }];
}

/** Suggestions under a message. */
export const MOST_CHIPS = 11;
