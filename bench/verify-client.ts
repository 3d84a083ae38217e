/**
 * Load for verification from a process of its own: first codes are asked for, for numbers far from each other,
 * then each is checked once.
 * One request at a time per connection over keep-alive sockets. Prints one JSON line when done.
 */
import { Agent, request } from 'node:http';
import { z } from 'zod';

const Options = z.object({
  port: z.number(),
  apiKey: z.string(),
  service: z.string(),
  connections: z.number(),
  count: z.number(),
  /** Numbers of this run begin here, so that no run meets the 60 seconds of another. */
  offset: z.number(),
});
const options = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
const Started = z.object({ id: z.string() });

interface Phase {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly statuses: Record<string, number>;
}

const ids: string[] = [];
const cpuBefore = process.cpuUsage();
const started = Date.now();
const start = await phase(options.count, async (index) => {
  const number = 100_000_000 + (((options.offset + index) * 7_919_111) % 899_999_999);
  const answer = await post('/v1/verifications', { service: options.service, to: `+62812${number}` });
  if (answer.status === 201) ids.push(Started.parse(JSON.parse(answer.body)).id);
  return answer.status;
});
const between = Date.now();
const check = await phase(ids.length, async (index) => {
  const answer = await post(`/v1/verifications/${ids[index] ?? ''}/check`, { code: '000000' });
  return answer.status;
});
const done = Date.now();
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  `${JSON.stringify({ start, check, started, between, done, cpuSeconds: (user + system) / 1e6 })}\n`,
);
agent.destroy();

async function phase(count: number, one: (index: number) => Promise<number>): Promise<Phase> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  const begin = performance.now();
  const converse = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const at = performance.now();
      const status = await one(index);
      latencies.push(performance.now() - at);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, converse));
  const seconds = (performance.now() - begin) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return { rate: count / seconds, p50: quantile(0.5), p99: quantile(0.99), statuses };
}

function post(path: string, body: unknown): Promise<{ readonly status: number; readonly body: string }> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${options.apiKey}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    };
    const call = request({ port: options.port, host: '127.0.0.1', path, method: 'POST', agent, headers });
    call.on('error', reject);
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    call.end(payload);
  });
}
