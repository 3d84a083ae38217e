/**
 * The clock of the server jumps by an hour, while PostgreSQL's goes on: what waits for its time waits for
 * PostgreSQL's, and what has run out never leaves.
 */
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import { addScriptedChannelType, openScriptedChannel, up } from '../../../../testing/scripted-channel.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const script = addScriptedChannelType();
let app: AppKit;

beforeAll(async () => {
  app = await startApp();
  await openScriptedChannel(app);
});
afterAll(() => app?.close());
afterEach(() => {
  vi.useRealTimers();
  script.health = up();
});

/** From now on the server believes that it is so much later; its timers and its monotonic clock go on as before. */
function jump(ms: number): void {
  const real = Date.now();
  const started = performance.now();
  vi.useFakeTimers({ toFake: ['Date'], now: real + ms });
  // The fake stands still; nothing here lasts long enough to matter.
  expect(performance.now() - started).toBeLessThan(1_000);
}

async function send(to: string, change: Record<string, unknown> = {}): Promise<string> {
  const answer = await app.request('POST /v1/messages', {
    key: app.a.key,
    body: { to, text: 'Pengingat janji temu Anda.', ...change },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.body['id']);
}
const statusOf = async (id: string): Promise<string> =>
  String((await app.request(`GET /v1/messages/${id}`, { key: app.a.key })).body['status']);
const sentTo = (prefix: string) => script.sent.filter(({ to }) => to.startsWith(prefix)).length;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it.each([
  ['forward', HOUR_MS, '+62812810'],
  ['back', -HOUR_MS, '+62812811'],
])('a jump %s by an hour neither fires nor doubles what is scheduled (R-21)', async (_, ms, prefix) => {
  const later = new Date(Date.now() + 30 * MINUTE_MS).toISOString();
  const scheduled = await Promise.all(
    Array.from({ length: 20 }, (_unused, index) =>
      send(`${prefix}${String(100 + index)}`, { sendAt: later }),
    ),
  );
  const soon = await send(`${prefix}999`, { sendAt: new Date(Date.now() + 1_500).toISOString() });
  jump(ms);
  await eventually('the one that is due', async () => sentTo(`${prefix}999`) === 1);
  await pause(1_000);
  expect(sentTo(prefix)).toBe(1);
  vi.useRealTimers();
  await pause(600);
  expect(sentTo(prefix)).toBe(1);
  expect(await statusOf(soon)).toBe('sent');
  expect(new Set(await Promise.all(scheduled.map(statusOf)))).toEqual(new Set(['held']));
});

it('a code is accepted and leaves although the clock stands an hour wrong (R-21)', async () => {
  for (const [ms, to] of [
    [HOUR_MS, '+6281282000'],
    [-HOUR_MS, '+6281282100'],
  ] as const) {
    jump(ms);
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, index) => send(`${to}${index}0`, { class: 'otp' })),
    );
    await eventually('all sent', async () => sentTo(to) === ids.length);
    vi.useRealTimers();
    await pause(500);
    expect(sentTo(to)).toBe(ids.length);
  }
});

it('of a line that was held for ten minutes no expired message leaves (R-10)', async () => {
  script.health = { ...up(), state: 'down' };
  const expiring = await Promise.all(
    Array.from({ length: 50 }, (_, index) => send(`+62812830${String(100 + index)}`, { class: 'otp' })),
  );
  const lasting = await send('+62812831100', { class: 'marketing' });
  jump(10 * MINUTE_MS);
  for (const id of expiring)
    await eventually(`${id} expired`, async () => (await statusOf(id)) === 'expired', 8_000);
  script.health = up();
  await eventually('what is still valid', async () => sentTo('+62812831') === 1);
  expect(sentTo('+62812830')).toBe(0);
  await eventually('written down', async () => (await statusOf(lasting)) === 'sent');
});
