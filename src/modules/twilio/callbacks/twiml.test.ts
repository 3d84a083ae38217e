import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTwiml } from './twiml.ts';

const inResponse = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${content}</Response>`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('TwiML', () => {
  it.each([
    ['', []],
    ['<Response/>', []],
    [inResponse(''), []],
    [inResponse('<Message>Halo</Message>'), [{ text: 'Halo' }]],
    [inResponse('<Message><Body>Halo</Body> </Message>'), [{ text: 'Halo' }]],
    [inResponse('<Message>a &amp; b &lt;3 &#x1F337; &#65;</Message>'), [{ text: 'a & b <3 🌷 A' }]],
    [inResponse('<Message><![CDATA[<b>]]></Message>'), [{ text: '<b>' }]],
    [inResponse('<!-- a --><Message>1</Message>\n<Message>2</Message>'), [{ text: '1' }, { text: '2' }]],
    [
      inResponse(`<Message to="+6281" from='TOKO' action="https://a.example/x?a=1&amp;b=2">Hai</Message>`),
      [{ text: 'Hai', to: '+6281', from: 'TOKO', action: 'https://a.example/x?a=1&b=2' }],
    ],
    [inResponse('<Redirect>https://a.example</Redirect><Message>Ya</Message>'), [{ text: 'Ya' }]],
    [inResponse('<Message></Message>'), []],
    [
      inResponse('<Message><Body>a</Body><Media> https://a.example/a.png </Media></Message>'),
      [{ text: 'a', media: ['https://a.example/a.png'] }],
    ],
    [
      inResponse('<Message><Media>https://a.example/?a=1&amp;b=2</Media></Message>'),
      [{ text: '', media: ['https://a.example/?a=1&b=2'] }],
    ],
  ])('%s', (document, replies) => {
    expect(readTwiml(document)).toEqual({ ok: true, value: replies });
  });

  it.each([
    ['a document type', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response>&x;</Response>`],
    ['an entity of its own', inResponse('<Message>&x;</Message>')],
    ['a bare ampersand', inResponse('<Message>a & b</Message>')],
    ['no character', inResponse('<Message>&#xD800;</Message>')],
    ['another root', '<Say>Halo</Say>'],
    ['two roots', '<Response/><Response/>'],
    ['no end', '<Response><Message>Halo</Message>'],
    ['a wrong end', '<Response><Message>Halo</Body></Response>'],
    ['plain text', 'Terima kasih'],
    ['a flood', inResponse('<Message>x</Message>'.repeat(11))],
    ['a pit', `${'<a>'.repeat(9)}${'</a>'.repeat(9)}`],
    ['an address that is none', inResponse('<Message action="/x">a</Message>')],
  ])('with %s sends nothing', (_what, document) => {
    expect(readTwiml(document)).toMatchObject({ ok: false });
  });

  it('gives back any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const read = readTwiml(inResponse(`<Message>${escaped(text)}</Message>`));
        expect(read).toEqual({ ok: true, value: text.trim() === '' ? [] : [{ text: text.trim() }] });
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.nat(), (noise, at) => {
        const whole = inResponse('<Message to="+62">Halo &amp; hai</Message>');
        const place = at % whole.length;
        readTwiml(whole.slice(0, place) + noise + whole.slice(place));
      }),
    );
  });
});
