import { expect, it } from 'vitest';
import { makeChannelDeps } from '../../../testing/channel-deps.ts';
import { waitFor } from '../../../testing/wait-for.ts';
import type { ChannelEvent, OutgoingMessage } from '../channel.ts';
import { sandbox } from './index.ts';

const message: OutgoingMessage = {
  id: 'msg_1',
  to: '+628111234567',
  from: 'TOKOBUNGA',
  text: 'Halo',
  class: 'otp',
  expiresAt: undefined,
  attempt: 1,
};
const signal = new AbortController().signal;

it('reports every one of 30,000 messages, no earlier than its delay', async () => {
  const settings = sandbox.settings.parse({ deliveryDelayMs: 200 });
  const connection = sandbox.open(settings, makeChannelDeps());
  const ids = new Set<string>();
  let earliest = Number.POSITIVE_INFINITY;
  const started = performance.now();
  connection.listen?.((event, bringer) => {
    earliest = Math.min(earliest, performance.now() - started);
    ids.add(event.externalId);
    bringer.settled(true);
  });
  const outcomes = await Promise.all(Array.from({ length: 30_000 }, () => connection.send(message, signal)));
  const accepted = outcomes.flatMap((outcome) => (outcome.kind === 'accepted' ? outcome.externalIds : []));
  await waitFor('all receipts', () => ids.size === 30_000);
  expect(new Set(accepted)).toEqual(ids);
  expect(earliest).toBeGreaterThanOrEqual(195);
  await connection.close();
});

it('repeats a receipt that was not stored', async () => {
  const connection = sandbox.open(sandbox.settings.parse({ deliveryDelayMs: 0 }), makeChannelDeps());
  const events: ChannelEvent[] = [];
  let tries = 0;
  connection.listen?.((event, bringer) => {
    const isStored = ++tries > 1;
    if (isStored) events.push(event);
    bringer.settled(isStored);
  });
  await connection.send(message, signal);
  await waitFor('second try', () => events.length === 1);
  expect(tries).toBe(2);
  await connection.close();
});

it('asks the poster to come again when an event could not be stored', async () => {
  const connection = sandbox.open(sandbox.settings.parse({}), makeChannelDeps());
  const body = Buffer.from(JSON.stringify({ kind: 'receipt', externalId: 'x', status: 'read' }));
  const response = await connection.receive?.(
    { method: 'POST', headers: {}, query: {}, body, secretPath: true },
    () => Promise.reject(new Error('database is down')),
  );
  expect(response?.status).toBe(503);
  await connection.close();
  expect(await connection.send(message, signal)).toMatchObject({ kind: 'retryable', code: 'not_connected' });
});

it('sends nothing by itself in manual mode', async () => {
  const settings = sandbox.settings.parse({ receipts: 'manual', deliveryDelayMs: 0 });
  const connection = sandbox.open(settings, makeChannelDeps());
  let events = 0;
  connection.listen?.(() => void events++);
  await connection.send(message, signal);
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(events).toBe(0);
  await connection.close();
});
