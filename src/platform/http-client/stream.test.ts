/** Long answers are read as they come: memory stays small, and every way in which they break off is told. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { createEgress } from './egress.ts';

const MIB = 1_048_576;
const egress = createEgress({ guard: createAddressGuard({ allowPrivate: ['127.0.0.0/8'] }) });
let server: Server;
let url = '';
let answer: (response: ServerResponse) => void = () => undefined;
let hungUp = false;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.socket.on('close', () => (hungUp = true));
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => void (hungUp = false));
afterAll(async () => {
  await egress.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (more: { maxResponseBytes?: number; timeoutMs?: number; signal?: AbortSignal } = {}) =>
  egress.stream({ method: 'GET', url, headers: {}, timeoutMs: 20_000, maxResponseBytes: 200 * MIB, ...more });
async function read(body: AsyncIterable<Uint8Array>, each: () => unknown = () => undefined): Promise<number> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    await each();
  }
  return size;
}

it('a slow reader slows the sender down instead of filling memory', async () => {
  let sent = 0;
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'video/mp4' });
    const more = (): void => {
      while (sent < 64 * MIB) {
        sent += MIB;
        if (!response.write(Buffer.alloc(MIB, 1))) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  };
  const outcome = await get();
  if (outcome.kind !== 'response') throw new Error(outcome.detail);
  expect(outcome).toMatchObject({ status: 200, headers: { 'content-type': 'video/mp4' } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  // What waits here, in the kernel's two buffers and at the sender.
  expect(sent).toBeLessThan(32 * MIB);
  expect(await read(outcome.body)).toBe(64 * MIB);
}, 30_000);

it('more than may come breaks off, announced or not', async () => {
  answer = (response) => response.writeHead(200, { 'content-length': 3 * MIB }).end(Buffer.alloc(3 * MIB));
  expect(await get({ maxResponseBytes: MIB })).toMatchObject({ kind: 'failed', reason: 'too_large' });
  answer = (response) => {
    response.writeHead(200);
    response.write(Buffer.alloc(MIB));
    response.end(Buffer.alloc(2 * MIB));
  };
  const outcome = await get({ maxResponseBytes: MIB });
  if (outcome.kind !== 'response') throw new Error(outcome.detail);
  await expect(read(outcome.body)).rejects.toThrow('longer than');
});

it('a connection that is lost, a deadline and a caller who gives up are errors of the body', async () => {
  answer = (response) => {
    response.writeHead(200);
    response.write('awal');
    setTimeout(() => response.destroy(), 50);
  };
  const lost = await get();
  if (lost.kind !== 'response') throw new Error(lost.detail);
  await expect(read(lost.body)).rejects.toThrow();
  answer = (response) => {
    response.writeHead(200);
    response.write('awal');
  };
  const late = await get({ timeoutMs: 200 });
  if (late.kind !== 'response') throw new Error(late.detail);
  await expect(read(late.body)).rejects.toThrow('within 200 ms');
  const abort = new AbortController();
  const given = await get({ signal: abort.signal });
  if (given.kind !== 'response') throw new Error(given.detail);
  setTimeout(() => abort.abort(), 50);
  await expect(read(given.body)).rejects.toThrow('given up');
});

it('whoever stops reading hangs up', async () => {
  answer = (response) => {
    response.writeHead(200);
    response.write(Buffer.alloc(1_000));
  };
  const outcome = await get();
  if (outcome.kind !== 'response') throw new Error(outcome.detail);
  for await (const _ of outcome.body) break;
  await expect.poll(() => hungUp).toBe(true);
});

it('where nobody listens there is no answer, and inside the network nobody is asked', async () => {
  const nowhere = { method: 'GET', headers: {}, timeoutMs: 2_000 } as const;
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  expect(await egress.stream({ ...nowhere, url: `http://127.0.0.1:${port}/` })).toMatchObject({
    kind: 'failed',
    phase: 'connect',
  });
  expect(await egress.stream({ ...nowhere, url: 'http://10.0.0.1/' })).toMatchObject({ kind: 'refused' });
});
