/** Nothing of what customers write or are called, and no credential, stands in a log line: not at level trace, and not when things break. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { createLogger } from '../../platform/log.ts';

const NUMBER = '+6281288877766';
const TEXT = 'Rahasia Melati 482913';
const NAME = 'Sulastri Wijayakusuma';
const PASSWORD = 'kenanga-PUTIH-77';
const SECRET = 'gw-secret-Zx81kQ';
/** As they are, and as they might be written on the way. */
const CANARIES = [
  NUMBER,
  '81288877766',
  '0812-8887-7766',
  TEXT,
  'Melati 482913',
  '482913',
  NAME,
  PASSWORD,
  SECRET,
];

const lines: string[] = [];
const log = createLogger(
  'trace',
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  }),
);
const found = (): string[] =>
  lines.filter((line) => CANARIES.some((canary) => line.toLowerCase().includes(canary.toLowerCase())));

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ log });
});
afterAll(async () => {
  await app?.close();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`POST ${path}`, { key: app.a.key, body, headers });
const said = (words: string): Promise<string> =>
  eventually(words, async () => lines.find((line) => line.includes(words)), 15_000);

it('messages out and in, receipts, opt-outs and refusals leave none', async () => {
  expect((await post('/v1/messages', { to: NUMBER, text: TEXT, metadata: { name: NAME } })).status).toBe(202);
  await post('/v1/messages', [
    { to: NUMBER, text: TEXT, class: 'otp' },
    { to: `${NUMBER}x`, text: TEXT },
  ]);
  await post('/v1/messages', `{"to":"${NUMBER}","text":"${TEXT}`);
  await post('/v1/messages', { to: NUMBER, text: TEXT, secret: SECRET, from: NAME });
  await post('/v1/phone/replies', { phone: NUMBER, to: 'TOKOBUNGA', text: TEXT });
  await post('/v1/phone/replies', { phone: NUMBER, to: 'TOKOBUNGA', text: 'STOP' });
  await post(`/v1/channels/${app.a.channel}/callback`, { from: NUMBER, text: TEXT });
  await post('/v1/opt-outs', { phone: NUMBER });
  await app.request(`DELETE /v1/opt-outs/${encodeURIComponent(NUMBER)}`, { key: app.a.key });
  await app.request(`GET /v1/messages?phone=${encodeURIComponent(NUMBER)}`, { key: app.a.key });
  await app.request(`GET /v1/${encodeURIComponent(TEXT)}`, { key: `${app.a.key}${SECRET}` });
  await post('/v1/session', { email: 'sulastri@contoh.example', password: PASSWORD });
  expect(found()).toEqual([]);
});

it('channels and webhooks that cannot be reached leave neither credentials nor what they were to carry', async () => {
  const smpp = await post('/v1/channels', {
    type: 'sms-smpp',
    name: NAME,
    settings: { host: '127.0.0.1', port: 1, systemId: 'toko', password: 'kngPUT77' },
  });
  expect(smpp.status).toBe(201);
  const http = await post('/v1/channels', {
    type: 'sms-http',
    name: 'HTTP',
    settings: { preset: 'infobip', baseUrl: 'http://127.0.0.1:1', secret: SECRET },
  });
  expect(http.status).toBe(201);
  await app.runtime.openChannels();
  await post('/v1/messages', { to: NUMBER, text: TEXT, channel: String(smpp.body['id']) });
  await post('/v1/messages', { to: NUMBER, text: TEXT, channel: String(http.body['id']) });
  const endpoint = await post('/v1/webhook-endpoints', {
    url: `https://127.0.0.1:1999/${SECRET}?token=${PASSWORD}`,
    types: ['message.received', 'message.status_changed'],
  });
  expect(endpoint.body).toMatchObject({ enabled: true });
  await post(`/v1/webhook-endpoints/${String(endpoint.body['id'])}/test`, {});
  await post('/v1/phone/replies', { phone: NUMBER, to: 'TOKOBUNGA', text: TEXT });
  await said('smpp_link_down');
  await eventually('a delivery was tried', async () => {
    const rows = await app.rows(`select 1 from webhooks.delivery where attempts <> '[]'`);
    return rows.length > 0;
  });
  expect(found()).toEqual([]);
  expect(lines.filter((line) => line.includes('kngPUT77'))).toEqual([]);
});

it('a database that refuses a row, and says which, is not quoted', async () => {
  const refuse = (table: string, when: string, value: string) =>
    app.rows(
      `create or replace function public.refuse_${table}() returns trigger language plpgsql as $$ begin
         if ${when} then raise exception 'bad row: % of %', ${value}, '${NUMBER}' using detail = new::text; end if; return new; end $$`,
    );
  await refuse('message', 'true', 'new.body');
  await app.rows(
    `create trigger refuse before insert on messages.message for each row execute function public.refuse_message()`,
  );
  const failed = await post('/v1/messages', { to: NUMBER, text: TEXT });
  expect(failed.status).toBe(500);
  await post('/v1/phone/replies', { phone: NUMBER, to: 'TOKOBUNGA', text: TEXT });
  await app.rows('drop trigger refuse on messages.message');
  // A value that a constraint refuses: PostgreSQL tells the whole row.
  await app.rows(
    `alter table messages.message add constraint no_canary check (body not like '%482913%') not valid`,
  );
  expect((await post('/v1/messages', { to: NUMBER, text: TEXT })).status).toBe(500);
  await app.rows('alter table messages.message drop constraint no_canary');
  await said('request failed');
  expect(found()).toEqual([]);
  const errors = lines.filter((line) => line.includes('"level":"error"'));
  expect(errors.length).toBeGreaterThanOrEqual(2);
  expect(errors.join('')).toContain('no_canary');
});

it('finds a canary where there is one', () => {
  log.info({ harmless: TEXT }, 'control');
  expect(found()).toHaveLength(1);
  lines.pop();
});
