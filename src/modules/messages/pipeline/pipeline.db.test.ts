/** The pipeline can be watched: lanes, errors, missing receipts, growing dead letters, and their way back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type AppKit, eventually, startApp, type TestWorkspace } from '../../../../testing/app-kit.ts';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import { type Database, openDatabase } from '../../../platform/db.ts';
import { createEventBus } from '../../../platform/events/event-bus.ts';
import { firstIdAt } from '../../../platform/ids.ts';
import { Pipeline, type RedriveMatchingResult } from '../contract.ts';
import { watchDeadLetters } from './watch-dead-letters.ts';
import { watchReceipts } from './watch-receipts.ts';

const MINUTE = 60_000;
let app: AppKit;
let db: Database;
const facts: { type: string; workspaceId: string; data: unknown }[] = [];
const bus = createEventBus(
  [
    {
      name: 'test.facts',
      types: '*',
      wants: ({ type, workspaceId, data }) => {
        facts.push({ type, workspaceId, data });
        return false;
      },
      handle: async () => undefined,
    },
  ],
  () => undefined,
);

beforeAll(async () => {
  app = await startApp();
  db = openDatabase({ url: app.url, role: 'titian_worker', max: 4, applicationName: 'titian-test' });
});
beforeEach(() => void facts.splice(0));
afterAll(async () => {
  await db?.close();
  await app?.close();
});

const channelOf = (workspace: TestWorkspace): string => uuidOfPublicId('chn', workspace.channel) ?? '';
const pipelineOf = async (workspace: TestWorkspace): Promise<Pipeline> =>
  Pipeline.parse((await app.request('GET /v1/pipeline', { key: workspace.key })).body);

/** Messages that were sent `minutesAgo`, and the receipts of some of them. */
async function sentMessages(
  workspace: TestWorkspace,
  count: number,
  receipts: number,
  minutesAgo: number,
): Promise<void> {
  const first = firstIdAt(Date.now() - minutesAgo * MINUTE) + BigInt(minutesAgo);
  await app.rows(
    `insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, body, encoding, segments, created_at)
     select $1, $2::bigint + n * 1024, 0, 1, $3, 'A', '+6281', '+6281', 'x', 0, 1, now() from generate_series(1, $4::int) n`,
    [workspace.id, first.toString(), channelOf(workspace), count],
  );
  await app.rows(
    `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id)
     select $1, $2::bigint + n * 1024, 1, s, 0, now() - make_interval(mins => $5), $3
     from generate_series(1, $4::int) n, unnest(array[40, 80]) s where s = 40 or n <= $6`,
    [workspace.id, first.toString(), channelOf(workspace), count, minutesAgo, receipts],
  );
}

async function deadLetters(workspace: TestWorkspace, count: number, code: string): Promise<void> {
  const later = new Date(Date.now() + 60 * MINUTE).toISOString();
  const body = Array.from({ length: count }, (_, n) => ({
    to: '081234567890',
    text: `Halo ${n}`,
    sendAt: later,
  }));
  await app.request('POST /v1/messages', { key: workspace.key, body });
  await app.rows(
    `with gone as (delete from messages.outbox where workspace_id = $1 and due > now() returning id, channel_id)
     insert into messages.dead_letter (workspace_id, message_id, channel_id, lane, code, attempts)
     select $1, id, channel_id, 1, $2, 5 from gone`,
    [workspace.id, code],
  );
}

const redrive = async (workspace: TestWorkspace, body: object) =>
  (
    await app.request<z.infer<typeof RedriveMatchingResult>>('POST /v1/dead-letters/redrive-matching', {
      key: workspace.key,
      body,
    })
  ).body;

describe('the screen', () => {
  it('shows what is sent per second, and lanes of the outbox with the age of the oldest message', async () => {
    await app.request('POST /v1/messages', {
      key: app.a.key,
      body: Array.from({ length: 20 }, (_, n) => ({ to: '081234567890', text: `Halo ${n}` })),
    });
    const sent = await eventually('rates', async () => {
      const { channels } = await pipelineOf(app.a);
      return channels.find(({ rates }) => rates.reduce((sum, one) => sum + one, 0) === 20);
    });
    expect(sent).toMatchObject({ id: app.a.channel, state: 'up', breaker: 'closed', inFlight: 0 });
    expect(sent.sentPerSecond).toBeGreaterThan(0);
    expect(sent.pace?.configured).toBeGreaterThan(0);
    await app.rows(
      `insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at)
       select $1, n, gen_random_uuid(), 3, now(), now() + interval '1 hour' from generate_series(1, 3) n`,
      [app.a.id],
    );
    // Of a channel that nobody holds: disabled ones keep their backlog.
    const idle = await app.request<{ id: string }>('POST /v1/channels', {
      key: app.a.key,
      body: { type: 'sandbox', name: 'Cadangan', enabled: false },
    });
    await app.rows(
      `update messages.outbox set channel_id = $2, due = now() - interval '90 seconds' where workspace_id = $1 and lane = 3`,
      [app.a.id, uuidOfPublicId('chn', idle.body.id)],
    );
    const { channels } = await pipelineOf(app.a);
    const waiting = channels.find(({ id }) => id === idle.body.id);
    expect(waiting).toMatchObject({ state: 'stopped', code: 'switched_off', breaker: null, pace: null });
    expect(waiting?.lanes[3]).toMatchObject({ class: 'marketing', waiting: 3, more: false });
    expect(waiting?.lanes[3]?.oldestSeconds).toBeGreaterThanOrEqual(89);
    expect(waiting?.lanes[0]).toEqual({ class: 'otp', waiting: 0, more: false, oldestSeconds: null });
    await app.rows('delete from messages.outbox where workspace_id = $1', [app.a.id]);
  });

  it('counts errors by channel and code, of the last hour only, and shows nobody else’s', async () => {
    const event = (minutes: number, status: number, code: string, n: number) =>
      app.rows(
        `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id, code)
         values ($1, $2, 1, $3, 0, now(), $4, $5)`,
        [
          app.b.id,
          (firstIdAt(Date.now() - minutes * MINUTE) + BigInt(n)).toString(),
          status,
          channelOf(app.b),
          code,
        ],
      );
    await event(5, 70, 'recipient_invalid', 1);
    await event(6, 70, 'recipient_invalid', 2);
    await event(7, 35, 'timeout', 3);
    await event(90, 70, 'content_refused', 4);
    await event(2, 50, 'canceled_by_person', 5);
    const { channels, errorsCapped } = await pipelineOf(app.b);
    expect(channels[0]?.errors).toEqual([
      { status: 'failed', code: 'recipient_invalid', messages: 2 },
      { status: 'unknown', code: 'timeout', messages: 1 },
    ]);
    expect(errorsCapped).toBe(false);
    expect((await pipelineOf(app.a)).channels.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('forgets a process that stopped reporting', async () => {
    await app.rows(
      `insert into messages.line_state (workspace_id, channel_id, node, at, state)
       select workspace_id, channel_id, 999, now() - interval '11 seconds', state || '{"inFlight": 77}' from messages.line_state where workspace_id = $1`,
      [app.b.id],
    );
    expect((await pipelineOf(app.b)).channels[0]?.inFlight).toBe(0);
  });
});

describe('missing receipts', () => {
  const look = () =>
    watchReceipts({
      db,
      bus,
      now: () => Date.now(),
      receiptChannels: async () => [{ workspaceId: app.a.id, channelId: channelOf(app.a) }],
    });

  it('are told once when they begin and once when they end, and what is too young or too old does not count', async () => {
    await sentMessages(app.a, 100, 0, 2);
    await sentMessages(app.a, 100, 0, 70);
    await look();
    expect(facts).toEqual([]);
    await sentMessages(app.a, 40, 10, 20);
    await look();
    await look();
    expect(facts).toEqual([
      { type: 'channel.receipts_missing', workspaceId: app.a.id, data: { sampled: 40, missing: 30 } },
    ]);
    const [row] = await app.rows<{ missing_since: Date | null }>(
      'select missing_since from messages.receipt_watch where workspace_id = $1',
      [app.a.id],
    );
    expect(row?.missing_since).toBeInstanceOf(Date);
    facts.splice(0);
    await sentMessages(app.a, 50, 50, 15);
    await sentMessages(app.a, 50, 50, 30);
    await look();
    expect(facts).toEqual([
      { type: 'channel.receipts_back', workspaceId: app.a.id, data: { sampled: 140, missing: 30 } },
    ]);
  });

  it('two processes that look at once tell it once', async () => {
    await app.rows('delete from messages.receipt_watch');
    await app.rows('delete from messages.message where workspace_id = $1', [app.a.id]);
    await sentMessages(app.a, 400, 0, 40);
    await Promise.all([look(), look(), look()]);
    expect(facts.map(({ type }) => type)).toEqual(['channel.receipts_missing']);
  });
});

describe('dead letters', () => {
  it('that are new are told once in ten minutes for each workspace, by one of several processes', async () => {
    await deadLetters(app.b, 3, 'provider_error');
    await Promise.all([watchDeadLetters({ db, bus }), watchDeadLetters({ db, bus })]);
    await watchDeadLetters({ db, bus });
    expect(facts).toEqual([{ type: 'dead_letters.growing', workspaceId: app.b.id, data: { letters: 3 } }]);
    facts.splice(0);
    await deadLetters(app.b, 2, 'provider_error');
    await watchDeadLetters({ db, bus });
    expect(facts).toEqual([]);
    await app.rows(`update messages.dead_letter_watch set told_at = told_at - interval '11 minutes'`);
    await watchDeadLetters({ db, bus });
    expect(facts).toEqual([{ type: 'dead_letters.growing', workspaceId: app.b.id, data: { letters: 2 } }]);
  });

  it('of a filter go back on their way in batches; others stay, and a repeated request finds nothing more', async () => {
    await deadLetters(app.a, 700, 'timeout');
    await deadLetters(app.a, 5, 'content_refused');
    const until = new Date(Date.now() + 1000).toISOString();
    expect(await redrive(app.a, { code: 'timeout', channel: app.b.channel })).toMatchObject({
      code: 'routing.channel_not_found',
    });
    expect(
      await redrive(app.a, { code: 'timeout', until: new Date(Date.now() - MINUTE).toISOString() }),
    ).toEqual({
      redriven: 0,
      kept: 0,
      more: false,
    });
    expect(await redrive(app.a, { code: 'timeout', channel: app.a.channel, until })).toEqual({
      redriven: 700,
      kept: 0,
      more: false,
    });
    expect(await redrive(app.a, { code: 'timeout', channel: app.a.channel, until })).toEqual({
      redriven: 0,
      kept: 0,
      more: false,
    });
    const left = await app.rows<{ code: string }>(
      'select code from messages.dead_letter where workspace_id = $1',
      [app.a.id],
    );
    expect(left.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'content_refused'));
    const sent = await eventually(
      'all sent',
      async () => {
        const [row] = await app.rows<{ sent: number }>(
          'select count(*)::int as sent from messages.status_event where workspace_id = $1 and attempt = 6 and status = 40',
          [app.a.id],
        );
        return row?.sent === 700 && row;
      },
      15_000,
    );
    expect(sent.sent).toBe(700);
  });
});
