/** Nothing wakes the process that sends when another one accepts: it looks by itself, soon enough. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { addScriptedChannelType, openScriptedChannel } from '../../../../testing/scripted-channel.ts';

const COUNT = 60;
const P95_MS = 1_000;
const script = addScriptedChannelType();
let app: AppKit;

beforeAll(async () => {
  app = await startApp();
  await openScriptedChannel(app);
});
afterAll(() => app?.close());

it('a message of a process that only accepts leaves within a second, without any notification (R-13)', async () => {
  const accepting = await app.startAnother({ sends: false });
  const acceptedAt = new Map<string, number>();
  const latencies: number[] = [];
  script.answer = (message) => {
    latencies.push(performance.now() - (acceptedAt.get(message.to) ?? Number.NaN));
    return { kind: 'accepted', externalIds: [`ext-${message.id}`] };
  };
  for (let index = 0; index < COUNT; index++) {
    const to = `+62812840${String(100 + index)}`;
    acceptedAt.set(to, performance.now());
    const answer = await accepting.request('POST /v1/messages', {
      key: app.a.key,
      body: { to, text: 'Pesanan Anda siap diambil.' },
    });
    expect(answer.status).toBe(202);
    // At no fixed distance from the look of the other process.
    await new Promise((resolve) => setTimeout(resolve, 17 + (index % 7) * 11));
  }
  await eventually('all sent', async () => latencies.length === COUNT);
  const sorted = latencies.toSorted((a, b) => a - b);
  expect(sorted[Math.floor(COUNT * 0.95)]).toBeLessThanOrEqual(P95_MS);
});
