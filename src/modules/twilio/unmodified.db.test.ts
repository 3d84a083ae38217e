/** Programs that nobody touches: the examples, as processes of their own, pointed here by their environment alone. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { selfSigned } from '../../../testing/self-signed.ts';
import type { CreatedTwilioAccount } from './contract.ts';
import { messageIdOf } from './dialect/sids.ts';

const run = promisify(execFile);
const EXAMPLES = fileURLToPath(new URL('../../../examples/order-notification', import.meta.url));
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

let app: AppKit;
let url: string;
let account: CreatedTwilioAccount;
let tls: TlsServer;
let proxy: Server;
let directory: string;
let ca: string;
/** Hosts that were asked for. */
const hosts: string[] = [];

beforeAll(async () => {
  app = await startApp();
  url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  account = (
    await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
      key: app.a.key,
      body: { name: 'Tanpa diubah' },
    })
  ).body;
  const certificate = selfSigned(['api.twilio.com', '*.twilio.com']);
  directory = await mkdtemp(join(tmpdir(), 'titian-twilio-'));
  ca = join(directory, 'ca.pem');
  await writeFile(ca, certificate.cert);
  // What a company puts in front of Titian: TLS for the names, plain HTTP behind it.
  tls = createTlsServer(certificate, (socket) => {
    const inner = connect(Number(new URL(url).port), '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    for (const one of [socket, inner]) one.on('error', () => one.destroy());
  }).listen(0, '127.0.0.1');
  await once(tls, 'listening');
  proxy = createServer()
    .on('connect', (request, socket) => {
      hosts.push(request.url ?? '');
      const inner = connect(portOf(tls), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(inner).pipe(socket);
      });
      for (const one of [socket, inner]) one.on('error', () => one.destroy());
    })
    .listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});
afterAll(async () => {
  tls?.close();
  proxy?.close();
  if (directory !== undefined) await rm(directory, { recursive: true });
  await app?.close();
});

const outputOf = (script: string, env: Readonly<Record<string, string>>, args: readonly string[]) =>
  linesOf([join(EXAMPLES, script), ...args], env);

/** Facts that a program of its own prints, one JSON a line. */
async function linesOf(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { stdout } = await run(process.execPath, args, { cwd: EXAMPLES, env: { ...env }, timeout: 20_000 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const credentials = () => ({
  TWILIO_ACCOUNT_SID: account.accountSid,
  TWILIO_AUTH_TOKEN: account.authToken,
});

it('the official package reaches Titian through an HTTPS proxy and an authority that was made for it', async () => {
  const env = { ...credentials(), HTTP_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NODE_EXTRA_CA_CERTS: ca };
  const [made, sent] = await outputOf('with-twilio.mjs', env, ['+6281200000101', 'TOKOBUNGA']);
  expect(new Set(hosts)).toEqual(new Set(['api.twilio.com:443']));
  expect(made).toEqual({ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/), status: 'queued' });
  expect(sent).toEqual({ sid: made?.['sid'], status: 'sent', errorCode: null });
  const id = messageIdOf(String(made?.['sid']));
  const own = await app.request(`GET /v1/messages/${id}`, { key: app.a.key });
  expect(own.body).toMatchObject({ to: '+6281200000101', text: expect.stringContaining('INV-2041') });
});

it('it reaches Titian by another base URL too', async () => {
  const env = { ...credentials(), TWILIO_BASE_URL: url };
  const [, sent] = await outputOf('with-twilio.mjs', env, ['+6281200000102', 'TOKOBUNGA']);
  expect(sent).toMatchObject({ status: 'sent' });
});

/** What a program for Verify does on its first day, and how far one address of its customers gets. */
const VERIFY = `
  import twilio from 'twilio';
  const tell = (fact) => console.log(JSON.stringify(fact));
  const { v2 } = twilio().verify;
  const { sid } = await v2.services.create({ friendlyName: 'Toko Melati' });
  const service = v2.services(sid);
  tell(await service.update({ friendlyName: 'Toko Kenanga', codeLength: 7 }));
  const limit = await service.rateLimits.create({ uniqueName: 'end_user_ip' });
  tell(await service.rateLimits(limit.sid).buckets.create({ max: 1, interval: 3600 }));
  const start = (to, ip) => service.verifications.create({
    to, channel: 'sms', locale: 'en', appHash: 'He42w354ol9', rateLimits: { end_user_ip: ip },
  });
  tell(await start('+6281200000104', '203.0.113.7'));
  tell(await start('+6285200000105', '203.0.113.7').catch(({ status, code }) => ({ status, code })));
  tell(await start('+6287800000106', '203.0.113.8'));
`;

it('verifies through the proxy, within the limits that the program sets', async () => {
  const env = { ...credentials(), HTTP_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NODE_EXTRA_CA_CERTS: ca };
  hosts.length = 0;
  const facts = await linesOf(['--input-type=module', '--eval', VERIFY], env);
  expect(new Set(hosts)).toEqual(new Set(['verify.twilio.com:443']));
  expect(facts).toEqual([
    expect.objectContaining({ friendlyName: 'Toko Kenanga', codeLength: 7 }),
    expect.objectContaining({ max: 1, interval: 3600 }),
    expect.objectContaining({ to: '+6281200000104', status: 'pending' }),
    { status: 429, code: 20429 },
    expect.objectContaining({ to: '+6287800000106', status: 'pending' }),
  ]);
  const text = await eventually('the text is on the phone', async () => {
    const path = `GET /v1/phone/threads/${encodeURIComponent('+6281200000104')}`;
    const { body } = await app.request<{ items: { text: string }[] }>(path, { key: app.a.key });
    return body.items.at(-1)?.text;
  });
  expect(text).toMatch(/^Toko Kenanga: \d{7} is your code, valid 5 min\. .*\nHe42w354ol9$/);
});

it('the same notification runs on plain HTTP, and sends nothing twice', async () => {
  const env = { TITIAN_API_KEY: app.a.key, TITIAN_URL: url };
  const [first] = await outputOf('with-http.mjs', env, ['+6281200000103', 'INV-7']);
  const [again, sent] = await outputOf('with-http.mjs', env, ['+6281200000103', 'INV-7']);
  expect(again?.['id']).toBe(first?.['id']);
  expect(sent).toMatchObject({ status: 'sent', reason: null });
});
