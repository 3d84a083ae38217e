import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IncomingContent, type MessageContent, OutgoingContent } from './message-content.ts';
import { plainWords } from './plain-words.ts';

describe('what a content says in plain words', () => {
  it.each<[string, MessageContent, string]>([
    [
      'a picture by address',
      { type: 'media', kind: 'image', source: { url: 'https://toko.example/mawar.jpg' }, caption: 'Mawar' },
      '[Gambar]\nMawar\nhttps://toko.example/mawar.jpg',
    ],
    [
      'a document of ours',
      { type: 'media', kind: 'document', source: { file: 'file_1' }, filename: 'faktur.pdf' },
      '[Dokumen] faktur.pdf',
    ],
    [
      'a picture that came in',
      { type: 'media', kind: 'image', file: null, mime: 'image/jpeg', caption: null, filename: null },
      '[Gambar]',
    ],
    [
      'a place',
      { type: 'location', latitude: -6.2, longitude: 106.8, name: 'Toko Bunga' },
      'Toko Bunga\nhttps://maps.google.com/?q=-6.2,106.8',
    ],
    [
      'a card with numbers',
      {
        type: 'contacts',
        contacts: [{ name: 'Sari', phones: [{ number: '+62811' }, { number: '+62812' }] }],
      },
      'Sari +62811 +62812',
    ],
    ['a reaction', { type: 'reaction', message: 'msg_1', emoji: '👍' }, '👍'],
    ['a reaction taken back', { type: 'reaction', message: 'msg_1', emoji: '' }, '[Reaksi ditarik]'],
    [
      'buttons',
      {
        type: 'buttons',
        header: { type: 'text', text: 'Pesanan 42' },
        body: 'Kapan kami antar?',
        buttons: [
          { type: 'reply', id: 'pagi', title: 'Pagi' },
          { type: 'url', title: 'Lacak', url: 'https://toko.example/42' },
          { type: 'call', title: 'Telepon', phone: '+62211500' },
        ],
      },
      'Pesanan 42\nKapan kami antar?\n- Pagi\nLacak: https://toko.example/42\nTelepon: +62211500',
    ],
    [
      'a list',
      {
        type: 'list',
        body: 'Pilih ukuran',
        button: 'Ukuran',
        sections: [{ title: 'Mawar', rows: [{ id: '1', title: 'Kecil', description: '10 tangkai' }] }],
      },
      'Pilih ukuran\nMawar\n- Kecil: 10 tangkai',
    ],
    ['a button that was pressed', { type: 'button_reply', id: 'pagi', title: 'Pagi' }, 'Pagi'],
    ['what nobody knows', { type: 'unsupported', kind: 'poll', raw: {} }, '[poll]'],
  ])('%s', (_, content, words) => {
    expect(plainWords(content)).toBe(words);
  });

  const text = fc.string({ minLength: 1, maxLength: 20 }).filter((one) => one.trim() !== '');
  const button = fc.oneof(
    fc.record({ type: fc.constant('reply' as const), id: text, title: text }),
    fc.record({ type: fc.constant('location_request' as const), title: text }),
  );
  it('is never empty, and names every choice', () => {
    fc.assert(
      fc.property(text, fc.array(button, { minLength: 1, maxLength: 5 }), (body, buttons) => {
        const content = OutgoingContent.parse({ type: 'buttons', body, buttons });
        const words = plainWords(content);
        expect(words).toContain(body);
        for (const { title } of buttons) expect(words).toContain(title);
      }),
    );
    fc.assert(
      fc.property(fc.option(text), fc.option(text), (caption, filename) => {
        const content = IncomingContent.parse({
          type: 'media',
          kind: 'audio',
          file: null,
          mime: null,
          caption,
          filename,
        });
        expect(plainWords(content)).not.toBe('');
      }),
    );
  });
});
