/** What Prometheus hears of a running process: every figure that is promised, and of nobody. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';

const NUMBER = '+6281288877766';
let app: AppKit;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.close();
});

const seriesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

it('counts what was accepted, sent and received, and shows lanes, pools, queues and breakers', async () => {
  const body = Array.from({ length: 10 }, (_, n) => ({ to: NUMBER, text: `Rahasia Melati ${n}` }));
  const sent = await app.request<{ items: { id: string }[] }>('POST /v1/messages', { key: app.a.key, body });
  await eventually('sent', async () => {
    const [row] = await app.rows<{ n: number }>(
      'select count(*)::int as n from messages.status_event where status = 40',
    );
    return row?.n === 10;
  });
  await app.request('POST /v1/phone/receipts', {
    key: app.a.key,
    body: { messageId: sent.body.items[0]?.id, status: 'delivered' },
  });
  const text = await eventually('a receipt', async () => {
    const figures = await app.runtime.metrics.render();
    return seriesOf(figures, 'titian_receipts_total').length > 0 && figures;
  });
  const channel = `channel="${app.a.channel}"`;
  const expected: readonly string[] = [
    'titian_messages_accepted_total 10',
    'titian_accept_requests_total 1',
    'titian_commit_batch_messages_bucket{le="10"} 1',
    'titian_accept_latency_seconds_count 1',
    `titian_submits_total{${channel}} 10`,
    `titian_outcomes_total{${channel},code="sent"} 10`,
    `titian_receipts_total{${channel},status="delivered"} 1`,
    `titian_lane_depth{${channel},lane="otp"} 0`,
    `titian_in_flight{${channel}} 0`,
    `titian_unrecorded{${channel}} 0`,
    `titian_breaker_state{${channel},state="closed"} 1`,
    `titian_breaker_state{${channel},state="open"} 0`,
    'titian_commit_queue_depth 0',
    'titian_webhook_queue_depth 0',
    'titian_database_connections{pool="api",state="waiting"} 0',
  ];
  const lines = text.split('\n');
  for (const line of expected) expect(lines).toContain(line);
  expect(seriesOf(text, 'titian_event_loop_delay_seconds')).toHaveLength(3);
});

it('names no customer, no number, no text and no secret', async () => {
  const text = await app.runtime.metrics.render();
  for (const word of [
    NUMBER,
    '88877766',
    'Melati',
    app.a.id,
    app.a.publicId,
    app.a.key,
    'TOKOBUNGA',
    'Ponsel',
  ])
    expect(text).not.toContain(word);
});

it('shows what waits in the outbox, and since when', async () => {
  // A provider that fails is not sent to, so what is due stays where it is.
  const line = app.runtime.lines().find(({ channel }) => channel.workspaceId === app.b.id);
  for (let n = 0; n < 20; n++) line?.channel.breaker.answered(line.channel.breaker.submitted(), 'fails');
  const uuid = line?.channel.id;
  await app.rows(
    `insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at)
     select $1, n, $2, 3, now() - interval '1 hour', now() + interval '1 hour' from generate_series(1, 5) n`,
    [app.b.id, uuid],
  );
  const labels = `channel="${app.b.channel}",lane="marketing"`;
  const text = await eventually(
    'the outbox',
    async () => {
      const figures = await app.runtime.metrics.render();
      return figures.includes(`titian_outbox_waiting{${labels}} 5`) && figures;
    },
    20_000,
  );
  const [oldest = ''] = seriesOf(text, 'titian_outbox_oldest_seconds');
  expect(Number(oldest.split(' ')[1])).toBeGreaterThanOrEqual(3_600);
  expect(text).toContain(`titian_breaker_state{channel="${app.b.channel}",state="open"} 1`);
});
