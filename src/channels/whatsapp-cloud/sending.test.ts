/** The adapter sends to the simulated Graph API over real HTTP, faults included. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../testing/simulators/graph/index.ts';
import { waitFor } from '../../../testing/wait-for.ts';
import { type RigOptions, startWhatsApp, type WhatsAppRig } from '../../../testing/whatsapp-channel.ts';
import type { TemplateContent } from '../../lib/message-content.ts';
import type { ChannelEvent, ReceiptEvent } from '../channel.ts';

const SARI = '6281234000001';
const signal = new AbortController().signal;
const DRAFT = {
  name: 'kirim_resi',
  language: 'id',
  category: 'utility',
  body: 'Pesanan Anda sudah kami kirim dengan resi {{1}} hari ini.',
  bodyExamples: ['JX12345'],
  buttons: [],
} as const;

const rigs: WhatsAppRig[] = [];

async function start(options: RigOptions = {}): Promise<WhatsAppRig> {
  const rig = await startWhatsApp(options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

const receipts = (events: readonly ChannelEvent[]): ReceiptEvent[] =>
  events.flatMap((event) => (event.type === 'receipt' ? [event] : []));

async function approvedTemplate(rig: WhatsAppRig): Promise<TemplateContent> {
  await rig.connection.templates.submit(DRAFT, signal);
  await waitFor('approval', () =>
    rig.events.some((event) => event.type === 'notice' && event.state === 'APPROVED'),
  );
  return {
    type: 'template',
    name: DRAFT.name,
    language: 'id',
    category: 'utility',
    body: [{ value: 'JX99' }],
    buttons: [],
  };
}

describe('sending', () => {
  it('sends within the window and hears of it to the end', async () => {
    const rig = await start({ graph: { statuses: { sent: 1, delivered: 5, read: 10 } } });
    await rig.graph.people.text(SARI, 'Halo');
    const outcome = await rig.connection.send(rig.message(), signal);
    expect(outcome).toMatchObject({ kind: 'accepted', externalIds: [rig.graph.taken[0]?.id] });
    await waitFor('three receipts', () => receipts(rig.events).length === 3);
    const told = receipts(rig.events);
    expect(told.map(({ status }) => status).sort()).toEqual(['delivered', 'read', 'sent']);
    expect(new Set(told.map(({ reference }) => reference))).toEqual(new Set(['msg_1']));
    expect(rig.connection.health().state).toBe('up');
  });

  it('answers a person who is known by a user id alone', async () => {
    const rig = await start();
    rig.graph.people.person(SARI).hidesNumber = true;
    await rig.graph.people.text(SARI, 'Halo');
    const [event] = rig.events;
    if (event?.type !== 'message') throw new Error('no message came');
    expect(event.from).toMatch(/^ID\./);
    const outcome = await rig.connection.send(
      rig.message({ to: event.from, replyTo: event.externalId }),
      signal,
    );
    expect(outcome.kind).toBe('accepted');
    expect(rig.graph.taken[0]?.body).toMatchObject({
      recipient: event.from,
      context: { message_id: event.externalId },
    });
    expect(rig.graph.taken[0]?.body).not.toHaveProperty('to');
  });

  it('is told after the fact that the window was closed', async () => {
    const rig = await start();
    expect((await rig.connection.send(rig.message(), signal)).kind).toBe('accepted');
    await waitFor('the failure', () => receipts(rig.events).length === 1);
    expect(receipts(rig.events)[0]).toMatchObject({
      status: 'failed',
      code: 'window_closed',
      reference: 'msg_1',
    });
  });

  it('marks as read and shows that somebody writes', async () => {
    const rig = await start();
    const id = await rig.graph.people.text(SARI, 'Halo');
    await rig.connection.markRead(id, true, signal, `+${SARI}`);
    await rig.connection.markRead(id, false, signal, `+${SARI}`);
    expect(rig.graph.read).toEqual([`${id}+typing`, id]);
  });

  it('keeps the pair rate itself: the 46th message at once is not sent', async () => {
    const rig = await start({ graph: { mps: 1000, statuses: 'none' } });
    const outcomes = [];
    for (let n = 0; n < 47; n++)
      outcomes.push(await rig.connection.send(rig.message({ id: `msg_${n}` }), signal));
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(45);
    expect(outcomes[45]).toMatchObject({ kind: 'retryable', code: 'throttled', scope: 'recipient' });
    expect(rig.graph.counts.requests).toBe(45);
    expect(rig.connection.health().state).toBe('up');
    expect((await rig.connection.send(rig.message({ to: '+6281234000002' }), signal)).kind).toBe('accepted');
  });

  it('asks Meta once when the day has no room for another person, and answers those who wrote meanwhile', async () => {
    const rig = await start({ graph: { tier: 2, statuses: 'none' } });
    const content = await approvedTemplate(rig);
    const asked = rig.graph.counts.requests;
    const write = (to: string, id: string) =>
      rig.connection.send(rig.message({ id, to: `+${to}`, content }), signal);
    expect((await write('6281234000011', 'a')).kind).toBe('accepted');
    expect((await write('6281234000012', 'b')).kind).toBe('accepted');
    for (const id of ['c', 'd', 'e'])
      expect(await write('6281234000013', id)).toMatchObject({
        kind: 'retryable',
        code: 'throttled',
        scope: 'recipient',
        retryAfterMs: expect.any(Number),
      });
    // Two that were taken, and the first that was too many.
    expect(rig.graph.counts.requests - asked).toBe(3);
    await rig.graph.people.text(SARI, 'Halo');
    expect((await rig.connection.send(rig.message(), signal)).kind).toBe('accepted');
    expect(rig.connection.health().state).toBe('up');
  });
});

describe('faults', () => {
  const cases: readonly (readonly [string, Fault, object, taken: number])[] = [
    ['cut before it was taken', { kind: 'cut' }, { kind: 'unknown', code: 'connection_lost' }, 0],
    ['cut after it was taken', { kind: 'cut_taken' }, { kind: 'unknown', code: 'connection_lost' }, 1],
    ['no answer', { kind: 'silence' }, { kind: 'unknown', code: 'timeout' }, 1],
    ['slow, but in time', { kind: 'slow', ms: 100 }, { kind: 'accepted' }, 1],
    ['half an answer', { kind: 'answer', status: 200, body: '{"messages":[' }, { kind: 'unknown' }, 0],
    ['an error page', { kind: 'answer', status: 502, body: '<html>' }, { kind: 'unknown' }, 0],
    ['too fast', { kind: 'error', code: 130429 }, { kind: 'retryable', code: 'throttled' }, 0],
    ['a lost token', { kind: 'expire_token' }, { kind: 'retryable', code: 'credentials_refused' }, 0],
  ];

  it.each(cases)('%s', async (_, fault, expected, taken) => {
    const rig = await start({ settings: { timeoutSeconds: 1 }, graph: { window: false } });
    rig.graph.script(fault);
    expect(await rig.connection.send(rig.message(), signal)).toMatchObject(expected);
    expect(rig.graph.counts.taken).toBe(taken);
  });

  it('finds a message whose answer was lost through what the status carries', async () => {
    const rig = await start({ graph: { window: false } });
    rig.graph.script({ kind: 'cut_taken' });
    const outcome = await rig.connection.send(rig.message({ id: 'msg_lost' }), signal);
    expect(outcome.kind).toBe('unknown');
    await waitFor('its receipts', () => receipts(rig.events).length === 2);
    expect(receipts(rig.events)).toMatchObject([
      { status: 'sent', reference: 'msg_lost', externalId: rig.graph.taken[0]?.id },
      { status: 'delivered', reference: 'msg_lost' },
    ]);
  });

  it('sends nothing more once the token is refused, and says so', async () => {
    const rig = await start({ graph: { window: false } });
    rig.graph.script({ kind: 'expire_token' });
    await rig.connection.send(rig.message(), signal);
    expect(rig.connection.health()).toMatchObject({ state: 'stopped', code: 'credentials_refused' });
    const before = rig.graph.counts.requests;
    expect(await rig.connection.send(rig.message(), signal)).toMatchObject({ code: 'credentials_refused' });
    expect(rig.graph.counts.requests).toBe(before);
  });

  it('hears of a status before the answer, twice, in disorder, and of reading alone', async () => {
    const rig = await start({ graph: { window: false, statuses: { sent: 1, delivered: 20, read: 40 } } });
    rig.graph.script({ kind: 'status_first' });
    const first = rig.connection.send(rig.message({ id: 'msg_a' }), signal);
    expect((await first).kind).toBe('accepted');
    expect(receipts(rig.events)[0]).toMatchObject({ status: 'sent', reference: 'msg_a' });
    rig.graph.script({ kind: 'duplicate' }, { kind: 'reorder' }, { kind: 'read_only' });
    for (const id of ['msg_b', 'msg_c', 'msg_d']) await rig.connection.send(rig.message({ id }), signal);
    await waitFor('all receipts', () => receipts(rig.events).length === 3 + 6 + 3 + 1);
    const of = (id: string): string[] =>
      receipts(rig.events).flatMap(({ reference, status }) => (reference === id ? [status] : []));
    expect(of('msg_b').sort()).toEqual(['delivered', 'delivered', 'read', 'read', 'sent', 'sent']);
    expect(of('msg_c')).toEqual(['read', 'delivered', 'sent']);
    expect(of('msg_d')).toEqual(['read']);
  });

  it('stops a campaign whose template is paused in the middle', async () => {
    const rig = await start();
    const content = await approvedTemplate(rig);
    expect((await rig.connection.send(rig.message({ content }), signal)).kind).toBe('accepted');
    rig.graph.script({ kind: 'pause_template' });
    const refused = { kind: 'permanent', code: 'template_refused', trace: { whatsapp_code: 132015 } };
    expect(await rig.connection.send(rig.message({ content, to: '+6281234000002' }), signal)).toMatchObject(
      refused,
    );
    await waitFor('the news', () =>
      rig.events.some((event) => event.type === 'notice' && event.state === 'PAUSED'),
    );
  });
});
