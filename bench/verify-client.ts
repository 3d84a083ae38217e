/**
 * Load for verification from a process of its own, one phase after the other: each line on standard input is a
 * phase, each line on standard output is what came of it.
 * `start` asks for codes, to numbers far from each other; `check` enters a wrong one for each. `perSecond: null` is a
 * closed loop: one request at a time per connection. Otherwise requests are due at that rate whatever the answers do,
 * and the time of each counts from when it was due, the wait for a free connection included.
 * Plain sockets, because a load tool with an HTTP client would take the cores that are being measured.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Options = z.object({ port: z.number(), apiKey: z.string(), service: z.string() });
const Phase = z.object({
  kind: z.enum(['start', 'check']),
  connections: z.number(),
  count: z.number(),
  perSecond: z.number().nullable(),
  /** `start`: numbers begin here, so that no phase meets the 60 seconds of another. `check`: codes begin here. */
  offset: z.number(),
});
type Phase = z.infer<typeof Phase>;
const Started = z.object({ id: z.string() });

const options = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const ids: string[] = [];

for await (const line of createInterface({ input: process.stdin })) {
  const result = await run(Phase.parse(JSON.parse(line)));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function run(phase: Phase) {
  const cpuBefore = process.cpuUsage();
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const pool = await openPool(phase.connections);
  const requests = Array.from({ length: phase.count }, (_, index) => requestOf(phase, index));
  const begin = performance.now();
  const one = async (index: number, due: number): Promise<void> => {
    const answer = await pool.ask(requests[index] ?? '');
    latencies.push(performance.now() - due);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (phase.kind === 'start' && answer.status === '201')
      ids.push(Started.parse(JSON.parse(answer.body)).id);
  };
  await (phase.perSecond === null ? closed(phase, one) : open(phase.count, phase.perSecond, one));
  const seconds = (performance.now() - begin) / 1000;
  pool.close();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    rate: phase.count / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    statuses,
    cpuSeconds: (user + system) / 1e6,
  };
}

type One = (index: number, due: number) => Promise<void>;

async function closed({ connections, count }: Phase, one: One): Promise<void> {
  let next = 0;
  const converse = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await one(index, performance.now());
  };
  await Promise.all(Array.from({ length: connections }, converse));
}

async function open(count: number, perSecond: number, one: One): Promise<void> {
  const begin = performance.now();
  const answers: Promise<void>[] = [];
  for (let index = 0; index < count; ) {
    const due = begin + (index * 1000) / perSecond;
    if (due > performance.now()) await sleep(1);
    else answers.push(one(index++, due));
  }
  await Promise.all(answers);
}

function requestOf({ kind, offset }: Phase, index: number): string {
  const number = 100_000_000 + (((offset + index) * 7_919_111) % 899_999_999);
  const [path, body] =
    kind === 'start'
      ? ['/v1/verifications', JSON.stringify({ service: options.service, to: `+62812${number}` })]
      : [`/v1/verifications/${ids[offset + index] ?? ''}/check`, '{"code":"000000"}'];
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${options.port}\r\nauthorization: Bearer ${options.apiKey}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

interface Answer {
  readonly status: string;
  readonly body: string;
}

/** Keeps its connections open; who asks while all are busy waits in line. */
async function openPool(connections: number) {
  const sockets = await Promise.all(Array.from({ length: connections }, openSocket));
  const free = [...sockets];
  const waiting: ((socket: Socket) => void)[] = [];
  return {
    async ask(request: string): Promise<Answer> {
      const socket = free.pop() ?? (await new Promise<Socket>((resolve) => waiting.push(resolve)));
      const answer = await exchange(socket, request);
      const next = waiting.shift();
      if (next === undefined) free.push(socket);
      else next(socket);
      return answer;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function openSocket(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options.port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });
}

function exchange(socket: Socket, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (settle: () => void): void => {
      socket.off('data', onData);
      socket.off('close', onClose);
      settle();
    };
    const onClose = (): void => done(() => reject(new Error(`the connection was closed: ${text}`)));
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1]);
      const body = text.slice(head + 4);
      if (body.length >= length) done(() => resolve({ status: text.slice(9, 12), body }));
    };
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.write(request);
  });
}
