/** Receipts and messages from people, from the wire to the event. */
import { afterEach, describe, expect, it } from 'vitest';
import { type ScriptChanges, type Smsc, startSmsc } from '../../../testing/simulators/smsc/index.ts';
import { type OpenedChannel, openSmpp } from '../../../testing/smpp-channel.ts';
import { waitFor } from '../../../testing/wait-for.ts';

const open: { channels: OpenedChannel[]; smscs: Smsc[] } = { channels: [], smscs: [] };

async function start(
  script: ScriptChanges = {},
  settings: Record<string, unknown> = {},
): Promise<{ smsc: Smsc; channel: OpenedChannel }> {
  const smsc = await startSmsc({ script });
  const channel = openSmpp(smsc.port, settings);
  open.smscs.push(smsc);
  open.channels.push(channel);
  await waitFor('bound', () => channel.connection.health().state === 'up');
  return { smsc, channel };
}

afterEach(async () => {
  await Promise.all(open.channels.splice(0).map(({ connection }) => connection.close()));
  await Promise.all(open.smscs.splice(0).map((smsc) => smsc.stop()));
});

const TEXT = `${'Saya mau tanya soal pesanan € nomor 12. '.repeat(8)}Terima kasih`;
const FROM = '+628111234567';

describe('receipts', () => {
  it.each(['text', 'tlv', 'both'] as const)('reads them from %s', async (form) => {
    const { channel } = await start({ receipts: { form, stat: 'UNDELIV', err: '027' } });
    const outcome = await channel.send();
    await waitFor('receipt', () => channel.events.length === 1);
    const externalId = outcome.kind === 'accepted' ? outcome.externalIds[0] : '';
    expect(channel.events[0]).toMatchObject({ externalId, status: 'failed', code: 'recipient_unreachable' });
  });

  it('are not dated before the submit where the centre writes no seconds', async () => {
    const { channel } = await start({});
    const before = Date.now();
    await channel.send();
    await waitFor('receipt', () => channel.events.length === 1);
    expect(channel.events[0]?.at.getTime()).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['resp_hex_dlr_dec', 'resp_hex_dlr_dec'],
    ['resp_dec_dlr_hex', 'resp_dec_dlr_hex'],
    ['hex_upper_dlr_lower', 'as_is'],
  ] as const)('matches ids of kind %s in mode %s', async (ids, idMode) => {
    const { smsc, channel } = await start({ ids }, { idMode });
    const outcome = await channel.send();
    await waitFor('receipt', () => channel.events.length === 1);
    expect(outcome).toMatchObject({ externalIds: [channel.events[0]?.externalId] });
    expect(smsc.received[0]?.messageId).toBe(
      { resp_hex_dlr_dec: '1A2B3C', resp_dec_dlr_hex: '1715004', hex_upper_dlr_lower: '00000000001A2B3C' }[
        ids
      ],
    );
  });

  it('may come before the answer, twice, and after a notification on the way', async () => {
    const { channel } = await start({
      receipts: { order: 'before_response', copies: 2, intermediate: true },
    });
    let events = 0;
    const outcome = channel.send().then((result) => ({ result, events }));
    channel.onEvent = async (event) => {
      events++;
      channel.events.push(event);
    };
    const settled = await outcome;
    expect(settled.result.kind).toBe('accepted');
    expect(settled.events).toBe(3);
    expect(channel.events.map((event) => event.type === 'receipt' && event.status)).toEqual([
      'sent',
      'delivered',
      'delivered',
    ]);
  });

  it('are acknowledged only once stored, and asked for again when they were not', async () => {
    const { smsc, channel } = await start();
    let tries = 0;
    let release: () => void = () => {};
    channel.onEvent = async (event) => {
      tries++;
      if (tries === 1) throw new Error('unknown id');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      channel.events.push(event);
    };
    await channel.send();
    await waitFor('second try', () => tries === 2);
    expect(smsc.acknowledgements).toEqual([0x64]);
    release();
    await waitFor('acknowledged', () => smsc.acknowledgements.length === 2);
    expect(smsc.acknowledgements).toEqual([0x64, 0]);
  });

  it('that nobody can read are taken and logged', async () => {
    const { smsc, channel } = await start({ receipts: { form: 'garbled' } });
    await channel.send();
    await waitFor('acknowledged', () => smsc.acknowledgements.length === 1);
    expect(smsc.acknowledgements).toEqual([0]);
    expect(channel.events).toEqual([]);
    expect(channel.deps.lines.some((line) => line.event === 'smpp_receipt_unreadable')).toBe(true);
  });

  it('beyond the bound of unstored events are asked for again', async () => {
    const { smsc, channel } = await start({ deliverWindow: 20 }, { maxUnstored: 5 });
    let storing = 0;
    let most = 0;
    let owed = 0;
    channel.onEvent = async (event) => {
      most = Math.max(most, ++storing);
      owed = Math.max(owed, smsc.receiptsOwed);
      await new Promise((resolve) => setTimeout(resolve, 20));
      storing--;
      channel.events.push(event);
    };
    await Promise.all(Array.from({ length: 20 }, () => channel.send()));
    await waitFor('all stored', () => new Set(channel.events.map((event) => event.externalId)).size === 20);
    expect(most).toBe(5);
    expect(smsc.acknowledgements).toContain(0x64);
    await waitFor('none owed', () => smsc.receiptsOwed === 0);
    expect(owed).toBeGreaterThan(0);
  });
});

describe('messages from people', () => {
  it.each(['udh8', 'udh16', 'sar', 'payload'] as const)('are put together from %s', async (style) => {
    const { smsc, channel } = await start();
    smsc.sendText({ from: FROM, to: '98888', text: TEXT, style });
    smsc.sendText({ from: FROM, to: '+628551112222', text: `🙏${'ü🙏'.repeat(60)}`, style });
    await waitFor('both', () => channel.events.length === 2);
    expect(channel.events[0]).toMatchObject({ type: 'message', from: FROM, to: '98888', text: TEXT });
    expect(channel.events[1]).toMatchObject({ to: '+628551112222', text: `🙏${'ü🙏'.repeat(60)}` });
    await waitFor('acknowledged', () => smsc.counts.receiptsStored === smsc.acknowledgements.length);
  });

  it('arrive in any order of parts, interleaved with others', async () => {
    const { smsc, channel } = await start();
    smsc.sendText({ from: FROM, to: '98888', text: TEXT, reference: 7, order: [3, 1] });
    smsc.sendText({ from: '+628221112222', to: '98888', text: `B${TEXT}`, reference: 7 });
    smsc.sendText({ from: FROM, to: '98888', text: 'pendek' });
    smsc.sendText({ from: FROM, to: '98888', text: TEXT, reference: 7, order: [2] });
    await waitFor('three', () => channel.events.length === 3);
    const texts = channel.events.map((event) => event.type === 'message' && event.text);
    expect(texts).toEqual([`B${TEXT}`, 'pendek', TEXT]);
  });

  it('work with a centre that sends the next part only after our answer', async () => {
    const { smsc, channel } = await start({ deliverWindow: 1 });
    smsc.sendText({ from: FROM, to: '98888', text: TEXT.slice(0, 200) });
    await waitFor('joined', () => channel.events.length === 1);
    expect(channel.events[0]).toMatchObject({ text: TEXT.slice(0, 200) });
  });

  it('are handed on incomplete, marked, when a part never comes', async () => {
    const { smsc, channel } = await start({}, { reassemblySeconds: 0.3 });
    smsc.sendText({ from: FROM, to: '98888', text: 'a'.repeat(153) + 'b'.repeat(153) + 'c', order: [1, 3] });
    await waitFor('incomplete text', () => channel.events.length === 1);
    expect(channel.events[0]).toMatchObject({
      text: `${'a'.repeat(153)}…c`,
      trace: { parts: 3, missing_parts: 1 },
    });
  });

  it('are not doubled when parts are repeated after a failure to store', async () => {
    const { smsc, channel } = await start();
    let tries = 0;
    channel.onEvent = async (event) => {
      if (++tries === 1) throw new Error('database is down');
      channel.events.push(event);
    };
    smsc.sendText({ from: FROM, to: '98888', text: TEXT });
    await waitFor('stored', () => smsc.counts.receiptsStored === 3);
    expect(channel.events).toHaveLength(1);
    expect(smsc.acknowledgements).toEqual([0x64, 0x64, 0x64, 0, 0, 0]);
  });

  it('keep their id when they are sent again after a break, yet "1" and "1" are two', async () => {
    const { smsc, channel } = await start();
    smsc.sendText({ from: FROM, to: '98888', text: '1' });
    smsc.sendText({ from: FROM, to: '98888', text: '1' });
    await waitFor('two', () => channel.events.length === 2);
    for (const session of smsc.sessions) session.reset();
    await waitFor('bound again', () => smsc.counts.binds === 2 && channel.connection.health().state === 'up');
    smsc.sendText({ from: FROM, to: '98888', text: '1' });
    smsc.sendText({ from: FROM, to: '98888', text: 'baru' });
    await waitFor('four', () => channel.events.length === 4);
    const ids = channel.events.map((event) => event.externalId);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids.slice(0, 2)).toContain(ids[2]);
    expect(new Set(ids).size).toBe(3);
  });
});
