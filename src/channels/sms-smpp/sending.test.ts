import { afterEach, describe, expect, it } from 'vitest';
import {
  type ScriptChanges,
  type Smsc,
  type SmscOptions,
  startSmsc,
} from '../../../testing/simulators/smsc/index.ts';
import { type OpenedChannel, openSmpp } from '../../../testing/smpp-channel.ts';
import { waitFor } from '../../../testing/wait-for.ts';

const open: { channels: OpenedChannel[]; smscs: Smsc[] } = { channels: [], smscs: [] };

async function start(
  script: ScriptChanges = {},
  settings: Record<string, unknown> = {},
  options: SmscOptions = {},
): Promise<{ smsc: Smsc; channel: OpenedChannel }> {
  const smsc = await startSmsc({ script, ...options });
  const channel = openSmpp(smsc.port, settings);
  open.smscs.push(smsc);
  open.channels.push(channel);
  return { smsc, channel };
}

afterEach(async () => {
  await Promise.all(open.channels.splice(0).map(({ connection }) => connection.close()));
  await Promise.all(open.smscs.splice(0).map((smsc) => smsc.stop()));
});

describe('sending over SMPP', () => {
  it('submits a text and reports its receipt', async () => {
    const { smsc, channel } = await start();
    const expiresAt = new Date(Date.now() + 3_600_500);
    const outcome = await channel.send({ text: 'Halo € {x}', expiresAt });
    expect(outcome).toMatchObject({ kind: 'accepted', externalIds: ['1715004'] });
    expect(smsc.received[0]).toMatchObject({
      text: 'Halo € {x}',
      source: { ton: 5, npi: 0, address: 'TOKOBUNGA' },
      destination: { ton: 1, npi: 1, address: '628111234567' },
      dataCoding: 0,
      esmClass: 0,
      registeredDelivery: 1,
      validityPeriod: '000000010000000R',
    });
    await waitFor('receipt', () => channel.events.length === 1);
    expect(channel.events[0]).toMatchObject({ type: 'receipt', externalId: '1715004', status: 'delivered' });
    expect(channel.connection.health()).toMatchObject({ state: 'up' });
  });

  it.each([
    ['gsm7', 'a'.repeat(400), 3, 0],
    ['gsm7', '🙏'.repeat(80), 3, 8],
    ['ucs2', 'abc', 1, 8],
    ['latin1_dc0', 'é[]', 1, 0],
    ['latin1_dc3', 'é[]', 1, 3],
  ])('encodes %s and cuts %j into %d parts', async (encoding, text, parts, dataCoding) => {
    const { smsc, channel } = await start({}, { encoding });
    const outcome = await channel.send({ text });
    expect(outcome.kind === 'accepted' && outcome.externalIds).toHaveLength(parts);
    expect(smsc.received.map((part) => part.dataCoding)).toEqual(new Array(parts).fill(dataCoding));
    if (encoding === 'gsm7') expect(smsc.received.map((part) => part.text).join('')).toBe(text);
  });

  it.each(['udh8', 'udh16', 'sar', 'payload'])('sends a long text as %s', async (concatenation) => {
    const { smsc, channel } = await start({}, { concatenation });
    const text = `${'Pesan panjang € '.repeat(20)}selesai`;
    const outcome = await channel.send({ text });
    const { received } = smsc;
    expect(received.map((part) => part.text).join('')).toBe(text);
    if (concatenation === 'payload') {
      expect(received).toHaveLength(1);
    } else {
      expect(received.map(({ part }) => [part?.total, part?.sequence])).toEqual([
        [3, 1],
        [3, 2],
        [3, 3],
      ]);
      expect(new Set(received.map(({ part }) => part?.reference)).size).toBe(1);
      const ids = received.map((part) => part.messageId);
      expect(outcome).toMatchObject({ kind: 'accepted', externalIds: ids });
    }
  });

  it.each([
    [0x0a, 'permanent', 'sender_not_allowed'],
    [0x0b, 'permanent', 'recipient_invalid'],
    [0x58, 'retryable', 'throttled'],
    [0x14, 'retryable', 'throttled'],
    [0x08, 'retryable', 'provider_busy'],
    [0x66, 'permanent', 'content_refused'],
    [0x0400, 'permanent', 'provider_error'],
  ])('turns status %d into %s %s', async (status, kind, code) => {
    const { channel } = await start({ faults: [{ from: 1, act: { do: 'status', status } }] });
    expect(await channel.send()).toMatchObject({ kind, code });
    expect(await channel.send()).toMatchObject({ kind: 'accepted' });
  });

  it('takes a generic_nack for a refusal', async () => {
    const { channel } = await start({ faults: [{ from: 1, act: { do: 'generic_nack', status: 0x03 } }] });
    expect(await channel.send()).toMatchObject({ kind: 'permanent', code: 'provider_error' });
  });

  it('gives a refused part as the outcome of its text and sends no further parts', async () => {
    const script = { faults: [{ from: 2, act: { do: 'status', status: 0x0b } as const }] };
    const { smsc, channel } = await start(script, { window: 1 });
    expect(await channel.send({ text: 'a'.repeat(600) })).toMatchObject({
      kind: 'permanent',
      code: 'recipient_invalid',
    });
    expect(smsc.counts.submits).toBe(2);
  });

  it('follows up a part that was throttled after another was taken', async () => {
    const { smsc, channel } = await start({ faults: [{ from: 2, act: { do: 'status', status: 0x58 } }] });
    const outcome = await channel.send({ text: `${'a'.repeat(153)}${'b'.repeat(20)}` });
    expect(outcome).toMatchObject({ kind: 'accepted', externalIds: ['1715004', '1715005'] });
    expect(smsc.received.map((part) => part.part?.sequence)).toEqual([1, 2]);
  });

  it('gives a wholly throttled text back', async () => {
    const { channel } = await start({ faults: [{ from: 1, count: 2, act: { do: 'status', status: 0x58 } }] });
    expect(await channel.send({ text: 'a'.repeat(200) })).toMatchObject({
      kind: 'retryable',
      code: 'throttled',
    });
  });

  it('says unknown when one part of a text stays unanswered', async () => {
    const { channel } = await start({ faults: [{ from: 2, act: { do: 'drop' } }] });
    expect(await channel.send({ text: 'a'.repeat(200) })).toMatchObject({ kind: 'unknown', code: 'timeout' });
  });

  it('refuses what is too long or expired, before it leaves', async () => {
    const { smsc, channel } = await start();
    expect(await channel.send({ text: 'a'.repeat(1601) })).toMatchObject({
      kind: 'permanent',
      code: 'message_invalid',
    });
    const expiresAt = new Date(Date.now() - 1);
    expect(await channel.send({ expiresAt })).toMatchObject({ kind: 'permanent', code: 'expired' });
    expect(smsc.counts.submits).toBe(0);
  });

  it('calls each caller back once and later, also after one that fails', async () => {
    const { channel } = await start();
    const told: string[] = [];
    const ask = (name: string, text: string): void =>
      channel.submit(
        { text },
        {
          answered: ({ kind }) => {
            told.push(`${name}: ${kind}`);
            if (name === 'first') throw new Error('of its own');
          },
        },
      );
    ask('first', 'a'.repeat(1601));
    ask('second', 'a'.repeat(1601));
    ask('third', 'Halo');
    expect(told).toEqual([]);
    await waitFor('the answers', () => told.length === 3);
    expect(told).toEqual(['first: permanent', 'second: permanent', 'third: accepted']);
    await channel.connection.close();
    ask('fourth', 'Halo');
    expect(told).toHaveLength(3);
    await waitFor('the refusal', () => told.length === 4);
    expect(told[3]).toBe('fourth: retryable');
  });

  it('waits for an abort no longer than a sweep', async () => {
    const { channel } = await start(
      { faults: [{ from: 1, act: { do: 'drop' } }] },
      { responseTimeoutSeconds: 60 },
    );
    const abort = new AbortController();
    const pending = channel.send({}, abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(await pending).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect(await channel.send({}, abort.signal)).toMatchObject({ kind: 'retryable', code: 'timeout' });
  });

  it('never exceeds its window', async () => {
    const delay = { from: 1, count: 1000, act: { do: 'delay', ms: 20 } as const };
    const { smsc, channel } = await start(
      { faults: [delay] },
      { window: 5, sessions: 2, responseTimeoutSeconds: 60 },
    );
    await channel.send();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, smsc.counts.submits - smsc.counts.accepted);
    }, 1);
    const outcomes = await Promise.all(Array.from({ length: 60 }, () => channel.send()));
    clearInterval(watch);
    expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
    expect(most).toBeLessThanOrEqual(10);
    expect(most).toBeGreaterThan(5);
  });

  it('keeps to its rate', async () => {
    const { channel } = await start({}, { messagesPerSecond: 100 });
    await channel.send();
    const started = performance.now();
    await Promise.all(Array.from({ length: 60 }, () => channel.send()));
    const seconds = (performance.now() - started) / 1000;
    expect(60 / seconds).toBeLessThan(115);
  });

  it('lets a code overtake a campaign that waits for its turn (R-11)', async () => {
    const { smsc, channel } = await start({}, { messagesPerSecond: 50, window: 50 });
    const campaign = Array.from({ length: 30 }, () => channel.send({ class: 'marketing', text: 'Diskon' }));
    await channel.send({ class: 'otp', text: 'Kode 1234' });
    const before = smsc.received.findIndex(({ text }) => text === 'Kode 1234');
    // What a burst let out before the code came, and the one whose turn it was.
    expect(before).toBeLessThan(8);
    expect((await Promise.all(campaign)).every(({ kind }) => kind === 'accepted')).toBe(true);
  });

  it('uses separate binds for the two directions', async () => {
    const { smsc, channel } = await start({}, { bindMode: 'separate' });
    await channel.send();
    await waitFor('receipt over the receiver', () => channel.events.length === 1);
    expect(smsc.counts.binds).toBe(2);
    await waitFor('up', () => channel.connection.health().state === 'up');
  });

  it('finishes what is in flight when closed, says goodbye and takes nothing more', async () => {
    const { smsc, channel } = await start({ faults: [{ from: 1, act: { do: 'delay', ms: 100 } }] });
    const pending = channel.send();
    await waitFor('submitted', () => smsc.counts.submits === 1);
    await channel.connection.close();
    expect(await pending).toMatchObject({ kind: 'accepted' });
    expect(await channel.send()).toMatchObject({ kind: 'retryable', code: 'not_connected' });
    await waitFor('gone', () => smsc.sessions.size === 0);
  });

  it('does nothing before listen or send', async () => {
    const smsc = await startSmsc();
    open.smscs.push(smsc);
    const { smsSmpp } = await import('./index.ts');
    const settings = smsSmpp.settings.parse({ host: '127.0.0.1', port: smsc.port, systemId: 'x' });
    const { makeChannelDeps } = await import('../../../testing/channel-deps.ts');
    const connection = smsSmpp.open(settings, makeChannelDeps());
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(smsc.counts.binds).toBe(0);
    await connection.close();
  });
});
