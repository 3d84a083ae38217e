import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let echo: Server;
let proxy: TcpProxy;
let atServer: Socket[];
const clients: Socket[] = [];

beforeEach(async () => {
  atServer = [];
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    atServer.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.stop();
  for (const socket of atServer) socket.destroy();
  await new Promise((resolve) => echo.close(resolve));
});

interface Peer {
  readonly socket: Socket;
  received: string;
  ended: boolean;
  closed: boolean;
  error: string | undefined;
}

async function dial(): Promise<Peer> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  clients.push(socket);
  const peer: Peer = { socket, received: '', ended: false, closed: false, error: undefined };
  socket.on('data', (chunk: Buffer) => (peer.received += chunk.toString('latin1')));
  socket.on('end', () => (peer.ended = true));
  socket.on('close', () => (peer.closed = true));
  socket.on('error', (error: NodeJS.ErrnoException) => (peer.error = error.code));
  // A refused one may be reset before it hears that it was connected.
  await waitFor('a connection or its refusal', () => !socket.connecting);
  return peer;
}

test('passes bytes and the end of each direction', async () => {
  const peer = await dial();
  peer.socket.end('halo');
  await waitFor('the echo and its end', () => peer.received === 'halo' && peer.ended);
  await waitFor('no connection left', () => proxy.open === 0);
});

test('passes more than fits into memory buffers', async () => {
  const peer = await dial();
  const text = 'x'.repeat(5_000_000);
  peer.socket.end(text);
  await waitFor('all of it', () => peer.received.length === text.length && peer.ended);
});

test('delays each piece and keeps the order when the delay shrinks', async () => {
  const peer = await dial();
  proxy.latencyMs = 80;
  const started = performance.now();
  peer.socket.write('first');
  await waitFor('the first piece on its way', () => performance.now() - started > 20);
  proxy.latencyMs = 0;
  peer.socket.write('second');
  await waitFor('both', () => peer.received === 'firstsecond');
  expect(performance.now() - started).toBeGreaterThan(75);
});

test('half-open: nothing passes, nobody is told, and everything comes after the thaw', async () => {
  const peer = await dial();
  await waitFor('the server side', () => atServer.length === 1);
  proxy.frozen = true;
  peer.socket.end('while frozen');
  const late = await dial();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(peer).toMatchObject({ received: '', ended: false, closed: false });
  expect(late.closed).toBe(false);
  proxy.frozen = false;
  await waitFor('what was held back', () => peer.received === 'while frozen' && peer.ended);
});

test('abandons open connections and serves new ones', async () => {
  const peer = await dial();
  await waitFor('the server side', () => atServer.length === 1);
  proxy.abandon();
  peer.socket.write('lost');
  const next = await dial();
  next.socket.write('served');
  await waitFor('the echo', () => next.received === 'served');
  expect(peer).toMatchObject({ received: '', ended: false, closed: false });
});

test('resets both sides', async () => {
  const peer = await dial();
  await waitFor('the server side', () => atServer.length === 1);
  proxy.reset();
  await waitFor('both closed', () => peer.closed && atServer[0]?.destroyed === true);
  expect(peer.error).toBe('ECONNRESET');
  expect(proxy.open).toBe(0);
});

test('refuses new connections and keeps open ones', async () => {
  const before = await dial();
  proxy.refusing = true;
  const refused = await dial();
  await waitFor('the refusal', () => refused.closed);
  before.socket.write('still here');
  await waitFor('the echo', () => before.received === 'still here');
  proxy.refusing = false;
  const after = await dial();
  after.socket.write('again');
  await waitFor('the echo', () => after.received === 'again');
});

test.each([
  ['up', 3],
  ['down', 3],
  ['down', 1],
] as const)(
  'cuts the next connection %s after %i bytes, in the middle of a frame',
  async (direction, bytes) => {
    proxy.cutNextAfter(direction, bytes);
    const peer = await dial();
    peer.socket.write('frame');
    await waitFor('the cut', () => peer.closed);
    expect(peer.received).toBe('frame'.slice(0, bytes));
    const next = await dial();
    next.socket.write('frame');
    await waitFor('the next one is whole', () => next.received === 'frame');
  },
);
