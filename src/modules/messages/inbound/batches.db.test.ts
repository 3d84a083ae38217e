/** Messages that come together share a transaction, and nothing else: none is lost, doubled or held up by another. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, type AppProcess, startApp } from '../../../../testing/app-kit.ts';
import { addScriptedChannelType, RICH_CAPABILITIES } from '../../../../testing/scripted-channel.ts';
import type { IncomingEvent } from '../../../channels/channel.ts';
import type { OpenChannel } from '../../routing/index.ts';

addScriptedChannelType('wa', { medium: 'whatsapp', capabilities: RICH_CAPABILITIES });
let app: AppKit;
/** Another process that got the same channel's calls. */
let other: AppProcess;
let channel: OpenChannel;

beforeAll(async () => {
  app = await startApp();
  await app.request('POST /v1/channels', { key: app.a.key, body: { type: 'wa', name: 'Uji', priority: 90 } });
  await app.runtime.openChannels();
  const [row] = await app.rows<{ id: string }>(`select id from routing.channel where type = 'wa'`);
  const open = app.runtime.routeDeps.messages.findOpen(row?.id ?? '');
  if (open === undefined) throw new Error('the channel is not open');
  channel = open;
  other = await app.startAnother({ sends: true });
});
afterAll(() => app?.close());

let people = 0;
const nextPhone = (): string => `+62813${String(70_000_000 + ++people)}`;
let messages = 0;
const incoming = (change: Partial<IncomingEvent> & { readonly from: string }): IncomingEvent => ({
  type: 'message',
  externalId: `b-${++messages}`,
  to: '+628111000222',
  text: 'Halo',
  at: new Date(),
  ...change,
});
/** No index takes an id of 12,000 characters. */
const poisonous = (from: string): IncomingEvent =>
  incoming({ from, externalId: randomBytes(9_000).toString('base64') });
const receive = (event: IncomingEvent, process: AppProcess = app): Promise<void> =>
  process.runtime.routeDeps.messages.emit(channel, event);
/** What became of each: `+` acknowledged, `-` not. */
const outcomes = async (work: readonly Promise<void>[]): Promise<string> =>
  (await Promise.allSettled(work)).map(({ status }) => (status === 'fulfilled' ? '+' : '-')).join('');

/** Texts of a person's messages in the order of their ids. */
const textsOf = async (from: string): Promise<string[]> =>
  (
    await app.rows<{ body: string }>(
      'select body from messages.message where workspace_id = $1 and party = $2 and direction = 1 order by id',
      [app.a.id, from],
    )
  ).map(({ body }) => body);
const contactsOf = (addresses: readonly string[]) =>
  app.rows<{ contact_id: string; name: string | null }>(
    `select distinct i.contact_id, c.name from contacts.identity i
     join contacts.contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id
     where i.workspace_id = $1 and i.address = any($2) and i.ended_at is null`,
    [app.a.id, addresses],
  );
const transactions = async (): Promise<number> =>
  (
    await app.rows<{ count: number }>(
      'select count(distinct xmin::text)::int as count from messages.inbound_key where workspace_id = $1',
      [app.a.id],
    )
  )[0]?.count ?? 0;

const received = async (): Promise<number> =>
  Number((await app.request('GET /v1/messages/summary', { key: app.a.key })).body['received']);

describe('messages that come together', () => {
  it('share transactions, and keep the order of each person', async () => {
    const senders = Array.from({ length: 10 }, nextPhone);
    const before = await transactions();
    const countedBefore = await received();
    const events = Array.from({ length: 300 }, (_, i) =>
      incoming({ from: senders[i % 10] ?? '', text: `pesan ${i}` }),
    );
    expect(await outcomes(events.map((event) => receive(event)))).toBe('+'.repeat(300));
    expect((await transactions()) - before).toBeLessThan(10);
    for (const [n, from] of senders.entries())
      expect(await textsOf(from)).toEqual(Array.from({ length: 30 }, (_, i) => `pesan ${i * 10 + n}`));
    expect((await received()) - countedBefore).toBe(300);
  });

  it('from one new person, by number and by user id, have one contact with its last name', async () => {
    const from = nextPhone();
    const user = { kind: 'whatsapp' as const, address: `ID.${from.slice(-5)}` };
    const known = [{ kind: 'phone' as const, address: from }, user];
    await Promise.all([
      receive(incoming({ from, profileName: 'Rina' })),
      receive(incoming({ from, profileName: 'Rina Melati' })),
      receive(incoming({ from, identities: known })),
      receive(incoming({ from: user.address })),
    ]);
    const contacts = await contactsOf([from, user.address]);
    expect(contacts).toMatchObject([{ name: 'Rina Melati' }]);
    const facts = await app.rows<{ kind: string }>(
      `select c.kind from contacts.change c where workspace_id = $1 and contact_id = $2 order by id`,
      [app.a.id, contacts[0]?.contact_id],
    );
    expect(facts).toEqual([{ kind: 'created' }, { kind: 'identity_added' }]);
  });

  it('are heeded in their order when one says stop and the next takes it back', async () => {
    const [stays, leaves] = [nextPhone(), nextPhone()];
    await Promise.all(
      [
        [stays, 'STOP'],
        [leaves, 'MULAI'],
        [stays, 'Mulai'],
        [leaves, 'berhenti'],
      ].map(([from = '', text = '']) => receive(incoming({ from, text }))),
    );
    const refused = await app.rows(
      'select address from governance.opt_out where workspace_id = $1 and address = any($2)',
      [app.a.id, [stays, leaves]],
    );
    expect(refused).toEqual([{ address: leaves }]);
  });

  it('leave a window open for as long as the longest of them, whatever their order', async () => {
    const hour = 3_600_000;
    const now = Date.now();
    const at = (hours: number) => new Date(now - hours * hour);
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const from = nextPhone();
      const events = [
        incoming({ from, at: at(20) }),
        incoming({ from, at: at(10), entryPoint: 'ad' }),
        incoming({ from, at: at(0) }),
      ];
      await Promise.all(order.flatMap((n) => events[n] ?? []).map((event) => receive(event)));
      expect(
        await app.rows('select open_until, entry_point from messages.conversation_window where party = $1', [
          from,
        ]),
      ).toEqual([{ open_until: new Date(now + 62 * hour), entry_point: 'ad' }]);
    }
  });

  it('find each other when one answers the other', async () => {
    const from = nextPhone();
    const first = incoming({ from });
    const answer = incoming({ from, replyTo: first.externalId });
    const heart = incoming({
      from,
      text: '',
      content: { type: 'reaction', emoji: '❤', message: first.externalId },
    });
    await Promise.all([first, answer, heart].map((event) => receive(event)));
    const rows = await app.rows<{ reply_to: string; first: string; content: { message?: string } | null }>(
      `select c.reply_to, c.content, k.message_id as first from messages.message_content c
       join messages.inbound_key k on k.workspace_id = c.workspace_id and k.external_id = c.reply_external
       where k.external_id = $1 order by c.message_id`,
      [first.externalId],
    );
    expect(rows.map(({ reply_to }) => reply_to)).toEqual([rows[0]?.first, rows[0]?.first]);
    const { publicIds } = app.runtime.routeDeps.messages;
    expect(rows[1]?.content?.message).toBe(publicIds.encode('msg', BigInt(rows[0]?.first ?? 0)));
  });
});

describe('a message that cannot be stored', () => {
  it('takes none of those around it along, and is not acknowledged, however often it comes', async () => {
    const [good, bad] = [nextPhone(), nextPhone()];
    const poison = poisonous(bad);
    const events = [
      ...Array.from({ length: 20 }, (_, i) => incoming({ from: good, text: `${i}` })),
      incoming({ from: bad, text: 'sebelum' }),
      poison,
      incoming({ from: bad, text: 'sesudah' }),
      ...Array.from({ length: 20 }, (_, i) => incoming({ from: good, text: `${20 + i}` })),
    ];
    expect(await outcomes(events.map((event) => receive(event)))).toBe(`${'+'.repeat(21)}-${'+'.repeat(21)}`);
    expect(await outcomes([receive(poison), receive(incoming({ from: good, text: '40' }))])).toBe('-+');
    expect(await textsOf(good)).toEqual(Array.from({ length: 41 }, (_, i) => `${i}`));
    expect(await textsOf(bad)).toEqual(['sebelum', 'sesudah']);
  });

  it('takes its own copies along, because they are the same', async () => {
    const poison = poisonous(nextPhone());
    expect(await outcomes([poison, poison, poison].map((event) => receive(event)))).toBe('---');
  });
});

describe('two processes', () => {
  it('that hear of the same new people at the same time make each of them once', async () => {
    const senders = Array.from({ length: 40 }, nextPhone);
    const work = senders.flatMap((from, i) => [
      receive(incoming({ from, text: 'satu' }), i % 2 === 0 ? app : other),
      receive(incoming({ from, text: 'dua' }), i % 2 === 0 ? other : app),
    ]);
    expect(await outcomes(work)).toBe('+'.repeat(80));
    expect(await contactsOf(senders)).toHaveLength(senders.length);
    for (const from of senders) expect((await textsOf(from)).sort()).toEqual(['dua', 'satu']);
  });

  it(
    'that get the same pile in another order, with copies and what cannot be stored, store each message once',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              who: fc.nat({ max: 4 }),
              /** Shown with the number as well. */
              linked: fc.boolean(),
              poison: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
              copies: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
            }),
            { minLength: 5, maxLength: 60 },
          ),
          fc.infiniteStream(fc.nat()),
          async (drawn, chance) => {
            const phones = Array.from({ length: 5 }, nextPhone);
            const pile = drawn.map(({ who, linked, poison, copies }, i) => {
              const from = phones[who] ?? '';
              const identities = linked
                ? [
                    { kind: 'phone' as const, address: from },
                    { kind: 'whatsapp' as const, address: `ID.${from}` },
                  ]
                : [];
              const event = poison ? poisonous(from) : incoming({ from, identities, text: `${i}` });
              return { event, copies };
            });
            const calls = pile
              .flatMap(({ event, copies }) => copies.map((isOther) => ({ event, isOther })))
              .map((call) => ({ ...call, order: chance.next().value ?? 0 }))
              .toSorted((a, b) => a.order - b.order);
            const work = calls.map(({ event, isOther }) => receive(event, isOther ? other : app));
            expect(await outcomes(work)).toBe(
              calls.map(({ event }) => (event.externalId.length > 1_000 ? '-' : '+')).join(''),
            );
            for (const [who, from] of phones.entries()) {
              const good = drawn.flatMap((one, i) => (one.who === who && !one.poison ? [String(i)] : []));
              expect((await textsOf(from)).sort()).toEqual(good.sort());
              expect(await contactsOf([from, `ID.${from}`])).toHaveLength(good.length > 0 ? 1 : 0);
            }
          },
        ),
        { numRuns: 15 },
      ),
    120_000,
  );
});
