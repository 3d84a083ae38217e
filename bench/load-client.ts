/**
 * Load for `POST /v1/messages` from a process of its own:
 *   node --import tsx bench/load-client.ts '{"port":3000,"apiKey":"tt_…","connections":64,"batch":1,"seconds":4}'
 * Plain sockets and requests written beforehand, because a load tool with an HTTP client would take
 * the cores that are being measured; its own CPU time is reported too. One request at a time per
 * connection, as ordinary clients do. Prints one JSON line when done.
 */
import { connect, type Socket } from 'node:net';
import { z } from 'zod';

const Options = z.object({
  port: z.number(),
  apiKey: z.string(),
  connections: z.number(),
  /** Messages per request; 1 sends an object, more an array. */
  batch: z.number(),
  seconds: z.number(),
});

/** Different recipients, because the index on them is the expensive one. */
const DISTINCT_MESSAGES = 16_000;
/** After a refusal; hammering a server that asks for patience measures nothing. */
const PAUSE_MS = 100;

const options = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const requests = prepareRequests();
const latencies: number[] = [];
const statuses: Record<string, number> = {};
let accepted = 0;
let next = 0;

const cpuBefore = process.cpuUsage();
const started = performance.now();
const startedAt = Date.now();
const deadline = started + options.seconds * 1000;
await Promise.all(Array.from({ length: options.connections }, () => converse()));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  `${JSON.stringify({ startedAt, seconds, accepted, requests: latencies.length, statuses, p50: quantile(0.5), p99: quantile(0.99), cpuSeconds: (user + system) / 1e6 })}\n`,
);

function prepareRequests(): Buffer[] {
  const count = Math.ceil(DISTINCT_MESSAGES / options.batch);
  return Array.from({ length: count }, (_, index) => {
    const messages = Array.from({ length: options.batch }, (__, at) => {
      const number = index * options.batch + at;
      return {
        to: `+62812${String(10_000_000 + ((number * 7_919) % 89_999_999))}`,
        text: `Pesanan INV-${number} sudah kami terima. Terima kasih, Toko Uji.`,
      };
    });
    const body = JSON.stringify(options.batch === 1 ? messages[0] : messages);
    const head = `POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:${options.port}\r\nauthorization: Bearer ${options.apiKey}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return Buffer.from(head + body);
  });
}

/** One connection, from its first request to the deadline. */
function converse(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(options.port, '127.0.0.1');
    socket.setNoDelay(true);
    let sentAt = 0;
    /** Bytes of the answer that are still to come; 0 before its head has arrived. */
    let missing = 0;
    const send = (): void => {
      if (performance.now() >= deadline) return void socket.end();
      sentAt = performance.now();
      writeNext(socket);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      if (missing === 0) {
        const { status, length } = readHead(chunk);
        statuses[status] = (statuses[status] ?? 0) + 1;
        // A refusal is small and comes in one piece.
        if (status !== '202') return void setTimeout(send, PAUSE_MS);
        missing = length;
      }
      missing -= chunk.length;
      if (missing > 0) return;
      missing = 0;
      latencies.push(performance.now() - sentAt);
      accepted += options.batch;
      send();
    });
    socket.on('error', (error) => {
      statuses[error.message] = (statuses[error.message] ?? 0) + 1;
    });
    socket.on('close', () => resolve());
  });
}

function writeNext(socket: Socket): void {
  const request = requests[next++ % requests.length];
  if (request !== undefined) socket.write(request);
}

/** Our own server on loopback sends an answer's head in one piece. */
function readHead(chunk: Buffer): { readonly status: string; readonly length: number } {
  const end = chunk.indexOf('\r\n\r\n');
  const head = chunk.toString('latin1', 0, end);
  const body = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (end < 0 || !(body >= 0)) throw new Error(`not an answer that this client reads: ${head.slice(0, 200)}`);
  return { status: head.slice(9, 12), length: end + 4 + body };
}

function quantile(share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
