/** A campaign over one WhatsApp number through the whole product, to a simulated Meta that keeps its limit. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphProcess, startGraphProcess } from '../../testing/processes/graph-process.ts';
import type { Api } from '../../testing/processes/titian-api.ts';
import { bring, connectWhatsApp, webhookOf } from '../../testing/processes/whatsapp-webhooks.ts';
import { type BenchOptions, type Figure, loadAverage } from '../figure.ts';
import { cpuOf, type Installation, withInstallation } from '../installation.ts';
import { readSummary } from '../read-summary.ts';
import { steadyRate, toldSeconds } from './seconds.ts';

export const MESSAGES = 20_000;
/** As Meta's: as many calls are under way as come within this time. */
export const ANSWER_MS = 200;
/** Messages per request, and people per webhook before. */
const BATCH = 500;
const PEOPLE_PER_CALL = 200;
const POLL_MS = 500;
const GIVE_UP_MS = 120_000;
/** Left out at both ends: while messages are still accepted, and the last ones that were refused before. */
export const EDGE_SECONDS = 3;
/** In a hundred: each costs a call, and its message a second. */
const MOST_REFUSED = 2;

export async function whatsappProductFigures(limit: number, options: BenchOptions): Promise<Figure[]> {
  const { profileDir } = options;
  return withInstallation({ profileDir }, (installation) => measure(installation, limit, options));
}

async function measure(
  installation: Installation,
  limit: number,
  { onProgress }: BenchOptions,
): Promise<Figure[]> {
  const { api, url } = installation;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  // The product itself lets nobody be written to who has not written.
  const graph = await startGraphProcess({
    mps: limit,
    answerMs: ANSWER_MS,
    window: false,
    statuses: 'none',
    record: false,
  });
  try {
    const settings = { baseUrl: `http://127.0.0.1:${graph.port}`, messagesPerSecond: limit };
    const { channelId, address } = await connectWhatsApp(api, url, agent, settings);
    await post(api, '/v1/senders', { address: '+622150001000' });
    await post(api, '/v1/prices', {
      medium: 'whatsapp',
      operator: '*',
      category: 'service',
      amount: 10_000,
    });
    await openWindows(address, agent);
    onProgress(`product: ${MESSAGES} people have written`);
    return await campaign({ installation, graph, channelId, limit, onProgress });
  } finally {
    agent.destroy();
    await graph.stop();
  }
}

async function post(api: Api, path: string, body: unknown): Promise<void> {
  const answer = await api.call('POST', path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
}

const numberOf = (n: number): string => `62812${10_000_000 + n}`;

/** Everybody writes first, which lets free texts be sent for a day. */
async function openWindows(address: URL, agent: Agent): Promise<void> {
  for (let from = 0; from < MESSAGES; from += PEOPLE_PER_CALL) {
    const written = Array.from({ length: PEOPLE_PER_CALL }, (_, n) => ({
      id: `wamid.halo${from + n}`,
      from: numberOf(from + n),
      name: `Pelanggan ${from + n}`,
      text: 'Halo, saya mau dikabari.',
    }));
    const status = await bring(address, agent, webhookOf(written));
    if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
  }
}

interface Campaign {
  readonly installation: Installation;
  readonly graph: GraphProcess;
  readonly channelId: string;
  readonly limit: number;
  readonly onProgress: BenchOptions['onProgress'];
}

async function campaign({ installation, graph, channelId, limit, onProgress }: Campaign): Promise<Figure[]> {
  const { api, pids } = installation;
  const cpuBefore = cpuOf(pids);
  for (let from = 0; from < MESSAGES; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, n) => ({
      to: `+${numberOf(from + n)}`,
      channel: channelId,
      class: 'marketing',
      text: `Pesanan INV-${from + n} sudah siap diambil di toko kami.`,
    }));
    await post(api, '/v1/messages', batch);
  }
  await untilSent(api);
  const { seconds, refused } = await graph.counts();
  const cpu = cpuOf(pids);
  const load = loadAverage();
  onProgress(`product: taken per second ${toldSeconds(seconds)}`);
  const mean = steadyRate(seconds, EDGE_SECONDS);
  const worst = Math.min(...seconds.slice(EDGE_SECONDS, -EDGE_SECONDS).map(({ taken }) => taken));
  const figure = (name: string, value: number, unit: string): Figure => ({
    name: `channels.whatsapp.product.${name}`,
    value,
    unit,
    load,
  });
  const share = (refused * 100) / (refused + MESSAGES);
  const perMessage = (cpuSeconds: number): number => (cpuSeconds * 1e6) / MESSAGES;
  return [
    {
      ...figure('taken', mean, 'msg/s'),
      ratio: mean / (limit * 0.99),
      against: `bar ${limit} msg/s less 1 %`,
    },
    figure('taken.worst_second', worst, 'msg/s'),
    {
      ...figure('refused', share, '% of calls'),
      ratio: MOST_REFUSED / Math.max(share, 0.01),
      against: `bar ${MOST_REFUSED} %`,
    },
    figure('cpu.server', perMessage(cpu.server - cpuBefore.server), 'µs/msg'),
    figure('cpu.postgres', perMessage(cpu.postgres - cpuBefore.postgres), 'µs/msg'),
  ];
}

async function untilSent(api: Api): Promise<void> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(POLL_MS)) {
    if ((await readSummary(api)).sent >= MESSAGES) return;
  }
  throw new Error(`${MESSAGES} messages should count as sent`);
}
