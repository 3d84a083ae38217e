/** Tables of what becomes what, without a platform. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { OAuth2Client } from 'google-auth-library';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from '../../lib/base32.ts';
import { type Button, OutgoingContent } from '../../lib/message-content.ts';
import { agentMessage } from '../../../testing/simulators/rbm/agent-message.ts';
import { makeAssertion } from './access-token.ts';
import { CapabilityCache } from './capability-cache.ts';
import { faultOf } from './content/limits.ts';
import { featuresOf, inPlainWords } from './content/part.ts';
import { planParts } from './content/plan-parts.ts';
import { renderButton, renderPart } from './content/render.ts';
import { messageIdOf, ownIdIn } from './message-id.ts';
import { readServiceAccount } from './service-account.ts';
import { baseUrlOf, rcsSettings } from './settings.ts';

const HANDLE = { contentInfo: { fileUrl: 'https://toko.example/a.png' } };
const SOURCE = { url: 'https://toko.example/a.png' };

const rendered = (content: OutgoingContent, text = 'kata-kata'): unknown[] =>
  (planParts({ text, content }) ?? []).map((part) => renderPart(part, () => HANDLE));

describe('content', () => {
  it.each<[string, OutgoingContent, unknown[]]>([
    [
      'a picture with a caption is a card',
      { type: 'media', kind: 'image', source: SOURCE, caption: 'Mawar' },
      [
        {
          richCard: {
            standaloneCard: {
              cardOrientation: 'VERTICAL',
              cardContent: { description: 'Mawar', media: { height: 'TALL', ...HANDLE } },
            },
          },
        },
      ],
    ],
    [
      'a place is words and a button that opens it',
      { type: 'location', latitude: -6.2, longitude: 106.8, name: 'Toko', address: 'Jl. Melati 1' },
      [
        {
          text: 'Toko\nJl. Melati 1',
          suggestions: [
            {
              action: {
                text: 'Lihat peta',
                postbackData: 'Lihat peta',
                viewLocationAction: { latLong: { latitude: -6.2, longitude: 106.8 }, label: 'Toko' },
              },
            },
          ],
        },
      ],
    ],
    [
      'buttons under a text',
      {
        type: 'buttons',
        header: { type: 'text', text: 'Pesanan 77' },
        body: 'Sudah sampai?',
        footer: 'Toko Bunga',
        buttons: [{ type: 'reply', id: 'ya', title: 'Ya' }],
      },
      [
        {
          text: 'Pesanan 77\n\nSudah sampai?\n\nToko Bunga',
          suggestions: [{ reply: { text: 'Ya', postbackData: 'ya' } }],
        },
      ],
    ],
    [
      'a list is read as lines and pressed as chips',
      {
        type: 'list',
        body: 'Pilih jam',
        button: 'Jam',
        sections: [{ title: 'Pagi', rows: [{ id: '9', title: '09:00', description: 'sisa 2' }] }],
      },
      [
        {
          text: 'Pilih jam\n\nPagi\n• 09:00: sisa 2',
          suggestions: [{ reply: { text: '09:00', postbackData: '9' } }],
        },
      ],
    ],
    [
      'a picture beside its words',
      {
        type: 'card',
        orientation: 'horizontal',
        card: { title: 'Mawar', media: { kind: 'image', source: SOURCE, height: 'medium' } },
      },
      [
        {
          richCard: {
            standaloneCard: {
              cardOrientation: 'HORIZONTAL',
              thumbnailImageAlignment: 'LEFT',
              cardContent: { title: 'Mawar', media: { height: 'MEDIUM', ...HANDLE } },
            },
          },
        },
      ],
    ],
  ])('%s', (_, content, expected) => {
    expect(rendered(content)).toEqual(expected);
  });

  it.each<[Button, string]>([
    [{ type: 'url', title: 'Situs', url: 'https://toko.example' }, 'openUrlAction'],
    [{ type: 'call', title: 'Telepon', phone: '+62211234567' }, 'dialAction'],
    [{ type: 'location_request', title: 'Kirim lokasi' }, 'shareLocationAction'],
    [{ type: 'map', title: 'Peta', latitude: 1, longitude: 2 }, 'viewLocationAction'],
    [
      {
        type: 'calendar',
        title: 'Catat',
        event: 'Kontrol',
        start: '2026-12-01T09:00:00+07:00',
        end: '2026-12-01T10:00:00+07:00',
      },
      'createCalendarEventAction',
    ],
  ])('$type is an action', (button, name) => {
    expect(renderButton(button)).toMatchObject({ action: { text: button.title, [name]: expect.anything() } });
  });

  it('whatever we may be asked to send is either refused here or taken there', () => {
    const title = fc.string({ minLength: 1, maxLength: 25, unit: 'grapheme-ascii' });
    const id = fc.string({ minLength: 1, maxLength: 256 });
    const reply = fc.record({ type: fc.constant('reply' as const), id, title });
    const url = fc.record({
      type: fc.constant('url' as const),
      title,
      url: fc.constant('https://toko.example/a?b=c'),
    });
    const button = fc.oneof(reply, url);
    const media = fc.record({
      kind: fc.constant('image' as const),
      source: fc.constant(SOURCE),
      height: fc.constantFrom('short' as const, 'medium' as const, 'tall' as const),
    });
    const card = fc.record(
      {
        title: fc.string({ minLength: 1, maxLength: 200 }),
        description: fc.string({ minLength: 1, maxLength: 2000 }),
        media,
        buttons: fc.array(button, { maxLength: 4 }),
      },
      { requiredKeys: [] },
    );
    const body = fc.string({ minLength: 1, maxLength: 3072 });
    const content = fc.oneof(
      fc.record({
        type: fc.constant('buttons'),
        body,
        buttons: fc.array(button, { minLength: 1, maxLength: 11 }),
      }),
      fc.record({ type: fc.constant('card'), card, orientation: fc.constantFrom('vertical', 'horizontal') }),
      fc.record({
        type: fc.constant('carousel'),
        width: fc.constantFrom('small', 'medium'),
        cards: fc.array(card, { minLength: 2, maxLength: 10 }),
      }),
    );
    let takenOnce = 0;
    fc.assert(
      fc.property(content, (made) => {
        const parts = planParts({ text: 'a', content: OutgoingContent.parse(made) }) ?? [];
        if (parts.some((part) => faultOf(part) !== undefined)) return;
        for (const part of parts) {
          const there = agentMessage.safeParse({ contentMessage: renderPart(part, () => HANDLE) });
          expect(there.error?.issues).toBeUndefined();
          takenOnce += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(takenOnce).toBeGreaterThan(50);
  });

  it.each<[string, OutgoingContent, RegExp]>([
    [
      'twelve rows',
      {
        type: 'list',
        body: 'a',
        button: 'b',
        sections: [1, 2].map((s) => ({
          rows: Array.from({ length: 6 }, (_, i) => ({ id: `${s}${i}`, title: `${s}${i}` })),
        })),
      },
      /11 buttons/,
    ],
    ['a card of nothing', { type: 'card', orientation: 'vertical', card: {} }, /neither/],
    [
      'tall pictures on small cards',
      {
        type: 'carousel',
        width: 'small',
        cards: [1, 2].map(() => ({
          media: { kind: 'image' as const, source: SOURCE, height: 'tall' as const },
        })),
      },
      /medium wide/,
    ],
  ])('%s is refused with a reason', (_, content, reason) => {
    expect((planParts({ text: '', content }) ?? []).map(faultOf).join()).toMatch(reason);
  });

  it('plain words come only where something cannot be shown', () => {
    const parts = planParts({
      text: 'a',
      content: { type: 'buttons', body: 'b', buttons: [{ type: 'call', title: 'T', phone: '+62811' }] },
    });
    if (parts === undefined) throw new Error('no parts');
    expect(parts.flatMap(featuresOf)).toEqual(['ACTION_DIAL']);
    expect(inPlainWords(parts, 'a', new Set(['ACTION_DIAL']))).toBe(parts);
    expect(inPlainWords(parts, 'a', new Set())).toEqual([{ kind: 'text', text: 'a', chips: [] }]);
    expect(inPlainWords(parts, ' ', new Set())).toEqual([]);
  });
});

describe('message ids', () => {
  it('are UUIDs that hold ours, for every message and both parts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(1), (bytes, part) => {
        const id = `msg_${encodeBase32(bytes)}`;
        const messageId = messageIdOf(id, part);
        expect(messageId).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
        expect(ownIdIn(messageId)).toBe(id);
        expect(messageIdOf(id, 1 - part)).not.toBe(messageId);
      }),
    );
  });

  it('of others are never taken for ours, and ids of another form are hashed the same each time', () => {
    fc.assert(fc.property(fc.uuid(), (other) => ownIdIn(other) === undefined));
    fc.assert(
      fc.property(fc.string(), (id) => {
        fc.pre(!/^msg_[0-9a-z]{13}$/.test(id));
        expect(messageIdOf(id, 0)).toBe(messageIdOf(id, 0));
        expect(ownIdIn(messageIdOf(id, 0))).toBeUndefined();
      }),
    );
  });
});

describe('the service account', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = { client_email: 'a@b.iam.gserviceaccount.com', private_key: pem, private_key_id: 'k1' };
  const scope = 'https://www.googleapis.com/auth/rcsbusinessmessaging';

  it("signs assertions that Google's client verifies, and another key's it does not", async () => {
    const account = readServiceAccount(JSON.stringify(file));
    if (account === undefined) throw new Error('not read');
    expect(account.tokenUrl).toBe('https://oauth2.googleapis.com/token');
    const assertion = makeAssertion({ account, tokenUrl: account.tokenUrl, scope }, Date.now());
    const google = new OAuth2Client();
    const certs = { k1: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
    const ticket = await google.verifySignedJwtWithCertsAsync(assertion, certs, account.tokenUrl, [
      account.email,
    ]);
    expect(ticket.getPayload()).toMatchObject({ iss: account.email, scope });
    const other = createPublicKey(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
    );
    const wrong = { k1: other.export({ type: 'spki', format: 'pem' }).toString() };
    await expect(
      google.verifySignedJwtWithCertsAsync(assertion, wrong, account.tokenUrl, [account.email]),
    ).rejects.toThrow();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'kunci'],
    ['another file', '{"type":"authorized_user"}'],
    ['a broken key', JSON.stringify({ ...file, private_key: pem.slice(0, 200) })],
    [
      'a key of another kind',
      JSON.stringify({
        ...file,
        private_key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }),
      }),
    ],
  ])('%s is no key file, and the setting says so', (_, json) => {
    expect(readServiceAccount(json)).toBeUndefined();
    expect(rcsSettings.safeParse({ agentId: 'a', serviceAccount: json }).error?.issues[0]?.path).toEqual([
      'serviceAccount',
    ]);
  });

  it.each([
    [{ region: 'asia', baseUrl: '' }, 'https://asia-rcsbusinessmessaging.googleapis.com'],
    [{ region: 'us', baseUrl: '' }, 'https://us-rcsbusinessmessaging.googleapis.com'],
    [{ region: 'europe', baseUrl: 'http://127.0.0.1:9/' }, 'http://127.0.0.1:9'],
  ] as const)('%j is at %s', (settings, url) => {
    expect(baseUrlOf(settings)).toBe(url);
  });
});

describe('what phones can show', () => {
  it('is forgotten after its time, sooner for who has no RCS, and never outgrows its bound', () => {
    let now = 0;
    const cache = new CapabilityCache({ now: () => now, monotonic: () => now }, 24 * 3_600_000, 4);
    cache.set('+1', new Set(['A']));
    cache.set('+2', 'unreachable');
    now = 3_600_001;
    expect(cache.get('+1')).toEqual(new Set(['A']));
    expect(cache.get('+2')).toBeUndefined();
    now = 24 * 3_600_000 + 1;
    expect(cache.get('+1')).toBeUndefined();
    for (const phone of ['+3', '+4', '+5', '+6', '+7']) cache.set(phone, 'unreachable');
    expect(['+3', '+4', '+5', '+6', '+7'].map((phone) => cache.get(phone))).toEqual([
      undefined,
      undefined,
      'unreachable',
      'unreachable',
      'unreachable',
    ]);
  });
});
