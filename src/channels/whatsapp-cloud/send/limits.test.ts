import { describe, expect, it } from 'vitest';
import type { OutgoingContent } from '../../../lib/message-content.ts';
import type { OutgoingMessage } from '../../channel.ts';
import { addressing } from './address.ts';
import { buildBody } from './build-body.ts';

const message = (content?: OutgoingContent, text = 'x'): OutgoingMessage => ({
  id: 'msg_1',
  to: '+62811',
  from: '',
  text,
  ...(content === undefined ? {} : { content }),
  class: 'conversation',
  expiresAt: undefined,
  attempt: 1,
});
const reply = (id: string, title: string) => ({ type: 'reply', id, title }) as const;
const buttons = (...all: Extract<OutgoingContent, { type: 'buttons' }>['buttons']): OutgoingContent => ({
  type: 'buttons',
  body: 'x',
  buttons: all,
});
const rows = (count: number, title?: string) => ({
  ...(title === undefined ? {} : { title }),
  rows: Array.from({ length: count }, (_, n) => ({ id: `${title}${n}`, title: `${n}` })),
});
const listOf = (...sections: Extract<OutgoingContent, { type: 'list' }>['sections']): OutgoingContent => ({
  type: 'list',
  body: 'x',
  button: 'x',
  sections,
});

describe('what WhatsApp would refuse is refused here, by name', () => {
  const cases: readonly (readonly [string, OutgoingMessage, RegExp])[] = [
    ['an empty text', message(undefined, ''), /empty/],
    ['a long text', message(undefined, 'x'.repeat(4097)), /text has 4097/],
    [
      'a long body above buttons',
      message({ ...buttons(reply('a', 'A')), body: 'x'.repeat(1025) } as OutgoingContent),
      /body has 1025/,
    ],
    [
      'four reply buttons',
      message(buttons(reply('a', 'A'), reply('b', 'B'), reply('c', 'C'), reply('d', 'D'))),
      /4 reply buttons/,
    ],
    ['the same id twice', message(buttons(reply('a', 'A'), reply('a', 'B'))), /same id/],
    ['the same title twice', message(buttons(reply('a', 'A'), reply('b', 'A'))), /same title/],
    ['a call', message(buttons({ type: 'call', title: 'A', phone: '+62811' })), /no button of type call/],
    [
      'a map',
      message(buttons({ type: 'map', title: 'A', latitude: 0, longitude: 0 })),
      /no button of type map/,
    ],
    ['eleven rows in two sections', message(listOf(rows(6, 'a'), rows(5, 'b'))), /11 rows/],
    [
      'the same row twice',
      message(listOf({ title: 'a', ...rows(1) }, { title: 'b', ...rows(1) })),
      /same id/,
    ],
    ['sections without titles', message(listOf(rows(1, 'a'), rows(1))), /needs a title/],
    [
      'a caption under a sticker',
      message({ type: 'media', kind: 'sticker', source: { url: 'https://x.id/a' }, caption: 'x' }),
      /no caption/,
    ],
    [
      'a carousel',
      message({ type: 'carousel', width: 'small', cards: [{}, {}] }),
      /no message of type carousel/,
    ],
  ];

  it.each(cases)('%s', (_, one, words) => {
    expect(buildBody(one, { id: '1' })).toMatchObject({ unfit: expect.stringMatching(words) });
  });
});

describe('addresses', () => {
  it.each([
    ['+6281234000001', { to: '6281234000001' }],
    ['ID.77aa', { recipient: 'ID.77aa' }],
    ['US.ENT.77aa', { recipient: 'US.ENT.77aa' }],
    ['6281234000001', undefined],
    ['id.77aa', undefined],
    ['ID.', undefined],
    [`ID.${'a'.repeat(129)}`, undefined],
    ['TOKOBUNGA', undefined],
  ])('%s', (address, expected) => {
    expect(addressing(address)).toEqual(expected);
  });
});
