import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { createEgress } from './egress.ts';

const egress = createEgress({
  guard: createAddressGuard({ allowPrivate: ['127.0.0.0/8'] }),
  keepAliveMs: 200,
});
const ask = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeoutMs: 1_000,
} as const;
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=1`, server };
}

test('hands back status, headers and body as they came', async () => {
  const seen: unknown[] = [];
  const { url } = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push([request.method, request.url, request.headers['content-type'], body]);
      response.writeHead(429, { 'Retry-After': '7', 'X-Two': ['a', 'b'] }).end('pelan-pelan');
    });
  });
  const outcome = await egress.request({ ...ask, url, body: '{"a":1}' });
  expect(seen).toEqual([['POST', '/x?y=1', 'application/json', '{"a":1}']]);
  expect(outcome).toMatchObject({
    kind: 'response',
    status: 429,
    headers: { 'retry-after': '7', 'x-two': 'a, b' },
    body: Buffer.from('pelan-pelan'),
  });
});

test('a closed port: nothing was sent', async () => {
  const { url, server } = await serve(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  expect(await egress.request({ ...ask, url })).toMatchObject({
    kind: 'failed',
    phase: 'connect',
    reason: 'connection',
    detail: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a connection that breaks after the request: it may have been taken', async () => {
  const { url } = await serve((request) => request.socket.destroy());
  expect(await egress.request({ ...ask, url })).toMatchObject({
    kind: 'failed',
    phase: 'exchange',
    reason: 'connection',
  });
});

test('an answer that does not come, and one that does not end', async () => {
  const silent = await serve(() => undefined);
  const endless = await serve((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  for (const { url } of [silent, endless]) {
    const started = performance.now();
    expect(await egress.request({ ...ask, url, timeoutMs: 150 })).toMatchObject({
      kind: 'failed',
      phase: 'exchange',
      reason: 'timeout',
    });
    expect(performance.now() - started).toBeLessThan(600);
  }
});

test('a host that takes the connection and never speaks TLS: nothing was sent', async () => {
  const mute = createTcpServer((socket) => socket.on('error', () => undefined));
  open.push(mute);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
  expect(await egress.request({ ...ask, url, timeoutMs: 150 })).toMatchObject({
    kind: 'failed',
    phase: 'connect',
    reason: 'timeout',
  });
});

test.each([
  ['announced', { 'content-length': '5000' }],
  ['not announced', { 'transfer-encoding': 'chunked' }],
])('an answer that is too long, %s', async (_, headers) => {
  const { url } = await serve((__, response) => response.writeHead(200, headers).end('x'.repeat(5_000)));
  expect(await egress.request({ ...ask, url, maxResponseBytes: 1_000 })).toMatchObject({
    kind: 'failed',
    phase: 'exchange',
    reason: 'too_large',
  });
});

test('the caller gives up, before and during', async () => {
  const { url } = await serve(() => undefined);
  expect(await egress.request({ ...ask, url, signal: AbortSignal.abort() })).toMatchObject({
    kind: 'failed',
    phase: 'connect',
    reason: 'aborted',
  });
  const controller = new AbortController();
  const asked = egress.request({ ...ask, url, signal: controller.signal });
  await sleep(100);
  controller.abort();
  expect(await asked).toMatchObject({ kind: 'failed', phase: 'exchange', reason: 'aborted' });
});

test('a header that would split the request is refused', async () => {
  const { url } = await serve((_, response) => response.end());
  expect(await egress.request({ ...ask, url, headers: { 'x-a': 'b\r\nx-c: d' } })).toMatchObject({
    kind: 'refused',
    reason: 'bad_request',
  });
});

test('connections are kept for the next request and given up when idle', async () => {
  const { url, server } = await serve((_, response) => response.end('ya'));
  let connections = 0;
  server.on('connection', () => connections++);
  for (let index = 0; index < 20; index++) {
    expect(await egress.request({ ...ask, url })).toMatchObject({ kind: 'response', status: 200 });
  }
  // The second one is opened while the first still tidies up after its answer.
  expect(connections).toBeLessThanOrEqual(2);
  await sleep(1_500);
  expect(await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
});

test('what waits for a connection and is given up is never sent', async () => {
  const narrow = createEgress({
    guard: createAddressGuard({ allowPrivate: ['127.0.0.1'] }),
    connectionsPerOrigin: 1,
  });
  const bodies: string[] = [];
  const { url } = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    request.on('end', () => setTimeout(() => response.end(), 300));
  });
  const [first, second] = await Promise.all([
    narrow.request({ ...ask, url, body: 'first' }),
    narrow.request({ ...ask, url, body: 'second', timeoutMs: 100 }),
  ]);
  expect(first).toMatchObject({ kind: 'response' });
  expect(second).toMatchObject({ kind: 'failed', phase: 'connect', reason: 'timeout' });
  await sleep(400);
  expect(bodies).toEqual(['first']);
  await narrow.close();
});
