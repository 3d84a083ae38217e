import { describe, expect, it } from 'vitest';
import { type ContentDraft, contentOf, emptyContent } from './content-draft.ts';

const draft = (change: Partial<ContentDraft>): ContentDraft => ({ ...emptyContent, ...change });

describe('the content of the send form', () => {
  it.each<[string, ContentDraft, string, unknown]>([
    ['a text', draft({}), 'Halo', null],
    [
      'a file with its words',
      draft({ kind: 'media', file: { id: 'file_1', name: 'a.png', kind: 'image' } }),
      'Mawar',
      { type: 'media', kind: 'image', source: { file: 'file_1' }, filename: 'a.png', caption: 'Mawar' },
    ],
    ['no file yet', draft({ kind: 'media' }), 'Mawar', undefined],
    [
      'buttons',
      draft({ kind: 'buttons', choices: 'Pagi\n\n Sore ' }),
      'Kapan?',
      {
        type: 'buttons',
        body: 'Kapan?',
        buttons: [
          { type: 'reply', id: '1', title: 'Pagi' },
          { type: 'reply', id: '2', title: 'Sore' },
        ],
      },
    ],
    ['buttons without a text', draft({ kind: 'buttons', choices: 'Pagi' }), ' ', undefined],
    [
      'a list',
      draft({ kind: 'list', open: 'Ukuran', choices: 'Kecil: 10 tangkai' }),
      'Pilih',
      {
        type: 'list',
        body: 'Pilih',
        button: 'Ukuran',
        sections: [{ rows: [{ id: '1', title: 'Kecil', description: '10 tangkai' }] }],
      },
    ],
    [
      'a place with a comma',
      draft({ kind: 'location', latitude: '-6,1754', longitude: '106.8272', place: 'Monas' }),
      '',
      { type: 'location', latitude: -6.1754, longitude: 106.8272, name: 'Monas' },
    ],
    ['half a place', draft({ kind: 'location', latitude: '-6' }), '', undefined],
  ])('%s', (_, content, text, expected) => {
    expect(contentOf(content, text)).toEqual(expected);
  });
});
