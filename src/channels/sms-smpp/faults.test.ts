/** What happens when the link or the centre misbehaves. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ScriptChanges,
  type Smsc,
  type SmscOptions,
  startSmsc,
  type SubmitAct,
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

function once(act: SubmitAct): ScriptChanges {
  return { faults: [{ from: 1, act }] };
}

afterEach(async () => {
  await Promise.all(open.channels.splice(0).map(({ connection }) => connection.close()));
  await Promise.all(open.smscs.splice(0).map((smsc) => smsc.stop()));
});

describe('a broken link', () => {
  it.each<[string, SubmitAct]>([
    ['RST', { do: 'reset' }],
    ['RST in the middle of a PDU', { do: 'reset_mid_pdu' }],
    ['silence', { do: 'fall_silent' }],
    ['a peer that stops reading', { do: 'stop_reading' }],
    ['a length of 8', { do: 'bad_length', length: 8 }],
    ['a length of 0', { do: 'bad_length', length: 0 }],
    ['a length of 2 GB', { do: 'bad_length', length: 0x7fffffff }],
  ])('%s: the outcome is unknown and the next message goes over a new bind', async (_name, act) => {
    const { smsc, channel } = await start(once(act), { window: 2 });
    expect(await channel.send()).toMatchObject({ kind: 'unknown' });
    // A peer that is merely silent is found out a little later: until then outcomes stay unknown.
    const end = performance.now() + 3000;
    let next = await channel.send();
    while (next.kind === 'unknown' && performance.now() < end) next = await channel.send();
    expect(next).toMatchObject({ kind: 'accepted' });
    expect(smsc.counts.binds).toBe(2);
    await waitFor('up again', () => channel.connection.health().state === 'up');
  });

  it('answers unbind, and comes back', async () => {
    const { smsc, channel } = await start(once({ do: 'unbind' }));
    expect((await channel.send()).kind).toMatch(/accepted|unknown/);
    await waitFor('second bind', () => smsc.counts.binds === 2);
    expect(await channel.send()).toMatchObject({ kind: 'accepted' });
  });

  it('loses no accepted message and no receipt over many breaks', async () => {
    const faults = Array.from({ length: 6 }, (_, i) => ({
      from: 20 + 40 * i,
      act: { do: 'reset' } as const,
    }));
    const { smsc, channel } = await start({ faults });
    const accepted: string[] = [];
    for (let sent = 0; sent < 300; ) {
      const batch = await Promise.all(Array.from({ length: 10 }, () => channel.send()));
      for (const outcome of batch) {
        sent++;
        if (outcome.kind === 'accepted') accepted.push(...outcome.externalIds);
        else expect(['unknown', 'retryable']).toContain(outcome.kind);
      }
    }
    expect(accepted.length).toBeGreaterThan(200);
    await waitFor('every receipt', () => {
      const reported = new Set(channel.events.map((event) => event.externalId));
      return smsc.received.every((part) => reported.has(part.messageId));
    });
    const reported = new Set(channel.events.map((event) => event.externalId));
    expect(accepted.every((id) => reported.has(id))).toBe(true);
  });

  it('notices a dead peer by enquire_link alone', async () => {
    const { smsc, channel } = await start({ answersEnquireLink: false });
    await waitFor('first bind', () => smsc.counts.binds === 1);
    await waitFor('second bind', () => smsc.counts.binds >= 2, 3000);
    expect(channel.deps.lines.some((line) => line.fields.code === 'no_answer')).toBe(true);
  });

  it('stays bound while the peer answers enquire_link', async () => {
    const { smsc, channel } = await start({}, { enquireLinkSeconds: 0.05, responseTimeoutSeconds: 0.1 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(smsc.counts.binds).toBe(1);
    expect(channel.connection.health().state).toBe('up');
  });

  it('binds afresh when a whole window stays unanswered', async () => {
    const { smsc, channel } = await start(
      { faults: [{ from: 1, count: 4, act: { do: 'drop' } }] },
      { window: 4 },
    );
    const outcomes = await Promise.all([channel.send(), channel.send(), channel.send(), channel.send()]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(new Array(4).fill('unknown'));
    await waitFor('second bind', () => smsc.counts.binds === 2);
    expect(await channel.send()).toMatchObject({ kind: 'accepted' });
  });

  it('gives messages back when there is no bind in time', async () => {
    const { smsc, channel } = await start({}, { waitForBindSeconds: 0.2 });
    await channel.send();
    await smsc.stop();
    await waitFor('down', () => channel.connection.health().state === 'down');
    expect(await channel.send()).toMatchObject({ kind: 'retryable', code: 'not_connected' });
    expect(channel.connection.health()).toMatchObject({ state: 'down', code: 'unreachable' });
  });

  it('waits longer and longer between attempts, with jitter', async () => {
    const at: number[] = [];
    const { makeChannelDeps } = await import('../../../testing/channel-deps.ts');
    const connect = async (): Promise<never> => {
      at.push(performance.now());
      throw new Error('ECONNREFUSED');
    };
    const channel = openSmpp(
      1,
      { reconnectMinSeconds: 0.04, reconnectMaxSeconds: 0.16 },
      makeChannelDeps({ connect }),
    );
    open.channels.push(channel);
    await waitFor('six attempts', () => at.length >= 6);
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    const bases = [40, 80, 160, 160, 160];
    gaps.slice(0, 5).forEach((gap, i) => {
      const base = bases[i] ?? 0;
      expect(gap).toBeGreaterThanOrEqual(base * 0.5 - 2);
      expect(gap).toBeLessThan(base + 60);
    });
  });
});

describe('connecting', () => {
  it('asks for TLS and for a certificate check as set', async () => {
    const asked: unknown[] = [];
    const { makeChannelDeps } = await import('../../../testing/channel-deps.ts');
    const connect = async (options: unknown): Promise<never> => {
      asked.push(options);
      throw new Error('self-signed certificate');
    };
    const channel = openSmpp(2776, { tls: true, connectTimeoutSeconds: 3 }, makeChannelDeps({ connect }));
    open.channels.push(channel);
    await waitFor('down', () => channel.connection.health().state === 'down');
    expect(asked[0]).toEqual({
      host: '127.0.0.1',
      port: 2776,
      tls: true,
      tlsInsecure: false,
      timeoutMs: 3000,
    });
    expect(channel.connection.health().detail).toContain('self-signed certificate');
  });
});

describe('a refused bind', () => {
  it.each([
    ['wrong password', { systemId: 'titian', password: 'lain' }],
    ['wrong system ID', { systemId: 'lain', password: 'rahasia' }],
  ])('%s: stops, says why and never tries again', async (_name, account) => {
    const { smsc, channel } = await start({}, {}, { account });
    expect(await channel.send()).toMatchObject({ kind: 'retryable', code: 'credentials_refused' });
    expect(channel.connection.health()).toMatchObject({ state: 'stopped', code: 'credentials_refused' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(smsc.counts.binds).toBe(1);
  });

  it.each([
    [0x0d, 'bind_refused'],
    [0x05, 'already_bound'],
  ])('status %d: reports it and comes back later', async (bindStatus, code) => {
    const { smsc, channel } = await start({ bindStatus });
    await waitFor('down', () => channel.connection.health().state === 'down');
    expect(channel.connection.health().code).toBe(code);
    smsc.script.bindStatus = 0;
    await waitFor('up', () => channel.connection.health().state === 'up');
  });

  it('does not wait for ever for an answer to bind', async () => {
    const { smsc, channel } = await start({ bindStatus: undefined });
    await waitFor('second attempt', () => smsc.counts.binds >= 2);
    smsc.script.bindStatus = 0;
    await waitFor('up', () => channel.connection.health().state === 'up');
  });
});

describe('throttling', () => {
  it('slows to 80 % at most within 2 s', async () => {
    const { smsc, channel } = await start({ throttleAbove: 50 }, { messagesPerSecond: 500, window: 100 });
    await channel.send();
    let running = true;
    const worker = async (): Promise<void> => {
      while (running) {
        const outcome = await channel.send();
        if (outcome.kind === 'retryable') await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const workers = Array.from({ length: 15 }, worker);
    await waitFor('throttled', () => channel.connection.health().code === 'throttled');
    expect(channel.connection.health().state).toBe('degraded');
    expect(smsc.counts.refused).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const before = smsc.counts.submits;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((smsc.counts.submits - before) * 2).toBeLessThanOrEqual(0.8 * 500);
    running = false;
    await Promise.all(workers);
  });
});
