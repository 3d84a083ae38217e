/** The provider took the messages and its answers were lost, 500 times: what may be sent twice is, and nothing else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../../testing/app-kit.ts';
import {
  addScriptedChannelType,
  openScriptedChannel,
  refuse,
  up,
} from '../../../../testing/scripted-channel.ts';

const COUNT = 500;
const script = addScriptedChannelType();
let app: AppKit;

beforeAll(async () => {
  app = await startApp();
  await openScriptedChannel(app);
});
afterAll(() => app?.close());

/** Sends so many; returns how often each was handed to the provider, once nothing is under way any more. */
async function sendAll(messageClass: string, prefix: string): Promise<Map<string, number>> {
  let loseLink = (): void => undefined;
  const lost = new Promise<void>((resolve) => {
    loseLink = resolve;
  });
  // The link is lost with the whole window on it, which says nothing about the provider: its breaker stays closed.
  script.answer = () => lost.then(() => refuse('unknown', 'connection_lost'));
  const messages = Array.from({ length: COUNT }, (_, index) => ({
    to: `${prefix}${String(1_000 + index)}`,
    text: 'Pesan yang jawabannya hilang.',
    class: messageClass,
  }));
  const answer = await app.request('POST /v1/messages', { key: app.a.key, body: messages });
  expect(answer.body).toMatchObject({ accepted: COUNT });
  const tries = (): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { to } of script.sent) if (to.startsWith(prefix)) counts.set(to, (counts.get(to) ?? 0) + 1);
    return counts;
  };
  await eventually('all tried', async () => tries().size === COUNT, 15_000);
  script.health = { state: 'down', since: new Date(), code: 'unreachable' };
  loseLink();
  await new Promise((resolve) => setTimeout(resolve, 200));
  // The link is back, and answers arrive.
  script.health = up();
  script.answer = (message) => ({ kind: 'accepted', externalIds: [`ext-${message.id}`] });
  await eventually(
    'nothing under way',
    async () =>
      (
        await app.rows(
          'select 1 from messages.outbox o join messages.message m using (workspace_id, id) where m.recipient like $1 limit 1',
          [`${prefix}%`],
        )
      ).length === 0,
    15_000,
  );
  return tries();
}

const statuses = async (prefix: string): Promise<Record<string, unknown>[]> =>
  app.rows(
    `select status, count(*)::int as count from (
       select distinct on (m.id) e.status from messages.message m
       join messages.status_event e on e.workspace_id = m.workspace_id and e.message_id = m.id
       where m.recipient like $1 order by m.id, e.attempt desc, e.status desc) as latest group by status`,
    [`${prefix}%`],
  );

it('a notice whose outcome is unknown is never sent twice, and says so (R-03)', {
  timeout: 40_000,
}, async () => {
  const tries = await sendAll('transactional', '+62812700');
  expect([...tries.values()].every((count) => count === 1)).toBe(true);
  expect(await statuses('+62812700')).toEqual([{ status: 35, count: COUNT }]);
});

it('a code whose outcome is unknown is sent again: none lost, at most one more of each (R-03)', {
  timeout: 40_000,
}, async () => {
  const tries = await sendAll('otp', '+62813700');
  expect(tries.size).toBe(COUNT);
  const doubled = [...tries.values()].reduce((sum, count) => sum + count - 1, 0);
  expect(doubled).toBeLessThanOrEqual(COUNT);
  expect(await statuses('+62813700')).toEqual([{ status: 40, count: COUNT }]);
});
