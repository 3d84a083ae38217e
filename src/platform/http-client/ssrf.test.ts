/** Every known way to make a server call itself or its neighbours. A listener counts: nobody may have connected. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSocket } from '../connect.ts';
import { createAddressGuard, type Resolve } from './address-guard.ts';
import { createEgress } from './egress.ts';

let connections = 0;
let listener: Server;
let port = 0;

beforeAll(async () => {
  listener = createServer((socket) => {
    connections++;
    socket.resume();
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve) => listener.listen(0, '0.0.0.0', resolve));
  port = (listener.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => listener.close(resolve)));
beforeEach(() => {
  connections = 0;
});

/** `PORT` stands for the listener's. */
const LITERALS: readonly string[] = [
  // Loopback and the whole of 127/8
  'http://127.0.0.1:PORT/',
  'http://127.0.0.2:PORT/',
  'http://127.255.255.254:PORT/',
  'https://127.0.0.1:PORT/',
  'HTTP://127.0.0.1:PORT/',
  // Odd spellings of it: short, octal, hexadecimal, decimal, mixed, padded
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0177.1:PORT/',
  'http://017700000001:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0x7f.1:PORT/',
  'http://0x7f000001:PORT/',
  'http://0X7F.0X0.0X0.0X1:PORT/',
  'http://2130706433:PORT/',
  'http://127.0.0.01:PORT/',
  'http://127.000.000.001:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127。0。0。1:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://127%2e0%2e0%2e1:PORT/',
  'http://134744072:PORT/',
  'http://0x08080808:PORT/',
  // This host
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://0.1.2.3:PORT/',
  'http://[::]:PORT/',
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[0000::0001]:PORT/',
  // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP-like
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
  'http://[::ffff:10.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b:1::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2002:a00:1::1]:PORT/',
  'http://[2001:0:7f00:1::1]:PORT/',
  // Private, CGNAT, link-local, metadata
  'http://10.0.0.1:PORT/',
  'http://10.255.255.255:PORT/',
  'http://172.16.0.1:PORT/',
  'http://172.31.255.254:PORT/',
  'http://192.168.1.1:PORT/',
  'http://100.64.0.1:PORT/',
  'http://100.127.255.254:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/v2/credentials',
  'http://100.100.100.200/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[fe80::1]:PORT/',
  'http://[fe80::1%25lo]:PORT/',
  'http://[fec0::1]:PORT/',
  'http://[fc00::1]:PORT/',
  'http://[fd12:3456:789a::1]:PORT/',
  // Protocol assignments, documentation, benchmarks, 6to4 relay, multicast, class E, broadcast
  'http://192.0.0.1:PORT/',
  'http://192.0.2.1:PORT/',
  'http://198.51.100.1:PORT/',
  'http://203.0.113.1:PORT/',
  'http://198.18.0.1:PORT/',
  'http://198.19.255.255:PORT/',
  'http://192.88.99.1:PORT/',
  'http://224.0.0.1:PORT/',
  'http://239.255.255.250:PORT/',
  'http://240.0.0.1:PORT/',
  'http://255.255.255.255:PORT/',
  'http://[ff02::1]:PORT/',
  'http://[2001:db8::1]:PORT/',
  'http://[3fff::1]:PORT/',
  'http://[100::1]:PORT/',
  'http://[5f00::1]:PORT/',
  // Not a web address at all
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_x',
  'data:text/plain,x',
  'unix:/run/docker.sock',
  'ws://127.0.0.1:PORT/',
  '//127.0.0.1:PORT/',
  '',
  'http://',
  'http://exa mple.com/',
  // Who is the host?
  'http://user:pass@127.0.0.1:PORT/',
  'http://example.com@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT\\@example.com/',
  'http://127.0.0.1:PORT#@example.com/',
  'http:127.0.0.1:PORT/',
  'http:/\\127.0.0.1:PORT/',
  'http://\t127.0.0.1:PORT/',
  // Ports of other protocols
  'http://example.com:22/',
  'http://example.com:25/',
  'http://example.com:6667/',
  'http://example.com:0/',
  'http://example.com:99999/',
];

const GUARDED = createEgress({
  guard: createAddressGuard({ allowPrivate: [], resolve: async () => [{ address: '127.0.0.1', family: 4 }] }),
});
const ask = { method: 'GET', headers: {}, timeoutMs: 2_000 } as const;

test('there are vectors enough', () => expect(new Set(LITERALS).size).toBeGreaterThanOrEqual(60));

test.each(LITERALS)('%s is refused and nobody connects', async (vector) => {
  const outcome = await GUARDED.request({ ...ask, url: vector.replace('PORT', String(port)) });
  expect(outcome.kind).toBe('refused');
  expect(connections).toBe(0);
});

test.each([
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ip6-localhost',
  'metadata.google.internal',
  '127.0.0.1.nip.io',
])('the name %s is refused for where it leads', async (host) => {
  const outcome = await GUARDED.request({ ...ask, url: `http://${host}:${port}/` });
  expect(outcome).toMatchObject({ kind: 'refused', reason: 'private_address' });
  expect(connections).toBe(0);
});

const A = (...addresses: string[]) =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** Answers in turn, the last one for ever. */
function rebinding(...answers: ReturnType<typeof A>[]): { resolve: Resolve; asked: () => number } {
  let asked = 0;
  return {
    resolve: async () => answers[Math.min(asked++, answers.length - 1)] ?? [],
    asked: () => asked,
  };
}

test('a name with one private address among public ones is refused', async () => {
  for (const found of [
    A('93.184.216.34', '127.0.0.1'),
    A('2606:4700::1111', '::1'),
    A('93.184.216.34', '::ffff:127.0.0.1'),
    A('64:ff9b::7f00:1'),
  ]) {
    const egress = createEgress({
      guard: createAddressGuard({ allowPrivate: [], resolve: rebinding(found).resolve }),
    });
    expect(await egress.request({ ...ask, url: `http://rebind.example:${port}/` })).toMatchObject({
      kind: 'refused',
      reason: 'private_address',
    });
  }
  expect(connections).toBe(0);
});

test('a name that changes its mind between the check and the connection finds no gap between them', async () => {
  // The first answer is allowed and is what the socket gets; a second question is never asked for this connection.
  const honest = rebinding(A('127.0.0.1'), A('127.0.0.9'));
  const guard = createAddressGuard({ allowPrivate: ['127.0.0.1'], resolve: honest.resolve });
  const egress = createEgress({ guard });
  const url = `http://rebind.example:${port}/`;
  expect(await egress.request({ ...ask, url })).toMatchObject({ kind: 'response', status: 200 });
  expect([honest.asked(), connections]).toEqual([1, 1]);
  expect(await egress.request({ ...ask, url })).toMatchObject({ kind: 'refused', reason: 'private_address' });
  expect([honest.asked(), connections]).toEqual([2, 1]);
});

test('a redirect is an answer, not an order', async () => {
  const wanderer = createServer((socket) => {
    socket.resume();
    socket.on('error', () => undefined);
    socket.end(
      `HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:${port}/\r\ncontent-length: 0\r\n\r\n`,
    );
  });
  await new Promise<void>((resolve) => wanderer.listen(0, '127.0.0.1', resolve));
  const own = (wanderer.address() as AddressInfo).port;
  const egress = createEgress({ guard: createAddressGuard({ allowPrivate: [`127.0.0.1:${own}`] }) });
  expect(await egress.request({ ...ask, url: `http://127.0.0.1:${own}/` })).toMatchObject({
    kind: 'response',
    status: 307,
  });
  expect(connections).toBe(0);
  await egress.close();
  wanderer.close();
});

test('being allowed on one port is not being allowed on another', async () => {
  const egress = createEgress({ guard: createAddressGuard({ allowPrivate: [`127.0.0.1:${port + 1}`] }) });
  expect(await egress.request({ ...ask, url: `http://127.0.0.1:${port}/` })).toMatchObject({
    kind: 'refused',
  });
  expect(connections).toBe(0);
});

test.each(['127.0.0.1', '::1', '0', '0x7f.1', '2130706433', 'localhost', '::ffff:127.0.0.1', 'fe80::1%lo'])(
  'a channel may not connect to %s unless the operator says so',
  async (host) => {
    const target = { host, port, tls: false, tlsInsecure: false, timeoutMs: 1_000 };
    const closed = createAddressGuard({ allowPrivate: [] });
    await expect(openSocket(closed, target)).rejects.toThrow(
      /not a public address.*TITIAN_EGRESS_ALLOW=|ENOTFOUND|EAI_AGAIN/,
    );
    expect(connections).toBe(0);
  },
);

test('a channel connects to what the operator allows', async () => {
  const guard = createAddressGuard({ allowPrivate: [`localhost:${port}`] });
  const socket = await openSocket(guard, {
    host: 'localhost',
    port,
    tls: false,
    tlsInsecure: false,
    timeoutMs: 1_000,
  });
  expect(connections).toBe(1);
  socket.destroy();
});
