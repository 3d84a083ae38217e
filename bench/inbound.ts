/**
 * What people write on WhatsApp is stored before Meta hears a yes: signed webhooks at a steady rate, each three times and
 * out of order, as Meta itself repeats them when it doubts.
 */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Api } from '../testing/processes/titian-api.ts';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';

const MESSAGES = 1_500;
const COPIES = 3;
const CALLS_PER_SECOND = 300;
/** Copies of one message come within so many calls of each other. */
const SHUFFLED_WITHIN = 150;
const PEOPLE = 400;
const APP_SECRET = 'rahasia-aplikasi';
const NUMBER_ID = '106540352242922';
const BARS = { p50Ms: 50, p99Ms: 250 } as const;

export const inboundBench: Bench = {
  notes: [
    `${MESSAGES.toLocaleString('en')} WhatsApp messages of ${PEOPLE} people, each ${COPIES} times and shuffled, as signed webhooks at ${CALLS_PER_SECOND} calls/s, whatever the answers take.`,
    'Each answer comes after the commit of the message, its contact, its 24-hour window and its event.',
    'effects: messages stored, by messages written; anything but 1 is a loss or a double.',
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

async function measure({ api, url, pids }: Installation, { onProgress }: BenchOptions): Promise<Figure[]> {
  const address = new URL(`/v1/channels/${await connectWhatsApp(api)}/callback`, url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  await eventuallyOpen(address, agent);
  const before = await received(api);
  const cpu = cpuSecondsOf(pids.server, pids.postgres);
  const calls = shuffled(Array.from({ length: MESSAGES }, (_, n) => webhookOf(n)));
  onProgress(`${calls.length} calls at ${CALLS_PER_SECOND}/s`);
  const times = await callAll(address, agent, calls);
  const perCall = ((cpuSecondsOf(pids.server, pids.postgres) - cpu) * 1e6) / calls.length;
  const effects = ((await received(api)) - before) / MESSAGES;
  agent.destroy();
  const load = loadAverage();
  const figure = (name: string, value: number, unit: string): Figure => ({
    ...{ name: `inbound.${name}`, value, unit, load },
  });
  const within = (name: string, value: number, bar: number): Figure => ({
    ...figure(name, value, 'ms'),
    ...{ ratio: bar / value, against: `bar ${bar} ms` },
  });
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return [
    within('p50', at(0.5), BARS.p50Ms),
    within('p99', at(0.99), BARS.p99Ms),
    { ...figure('effects', effects, 'stored/written'), ratio: effects, against: 'exactly 1' },
    figure('server_cpu', perCall, 'µs/call'),
  ];
}

async function connectWhatsApp(api: Api): Promise<string> {
  const settings = {
    phoneNumberId: NUMBER_ID,
    wabaId: '102290129340398',
    accessToken: 'EAAJ-token',
    appSecret: APP_SECRET,
  };
  const { status, body } = await api.call('POST', '/v1/channels', {
    type: 'whatsapp-cloud',
    name: 'WhatsApp',
    settings,
  });
  if (status !== 201) throw new Error(`no channel: ${JSON.stringify(body)}`);
  return z.object({ id: z.string() }).parse(body).id;
}

async function received(api: Api): Promise<number> {
  const { body } = await api.call('GET', '/v1/messages/summary');
  return z.object({ received: z.number() }).parse(body).received;
}

/** Shape: Meta, "Webhooks", messages. */
function webhookOf(n: number): Buffer {
  const from = `62812${30_000_000 + (n % PEOPLE)}`;
  const message = {
    from,
    id: `wamid.bench${n}`,
    timestamp: `${Math.floor(Date.now() / 1000)}`,
    type: 'text',
    text: { body: `Halo, pesanan ke-${n} sudah dikirim?` },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '622150001000', phone_number_id: NUMBER_ID },
    contacts: [{ profile: { name: `Pelanggan ${n % PEOPLE}` }, wa_id: from }],
    messages: [message],
  };
  return Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
    }),
  );
}

/** Always the same order, so that two runs can be compared. */
function shuffled(bodies: readonly Buffer[]): Buffer[] {
  return bodies
    .flatMap((body, n) =>
      Array.from({ length: COPIES }, (_, copy) => ({
        body,
        at: n * COPIES + ((n * 7_919 + copy * 104_729) % SHUFFLED_WITHIN),
      })),
    )
    .toSorted((one, other) => one.at - other.at)
    .map(({ body }) => body);
}

/** Milliseconds of each call, ascending. A call leaves at its time, however many are unanswered. */
async function callAll(address: URL, agent: Agent, calls: readonly Buffer[]): Promise<number[]> {
  const begin = performance.now();
  const answers = calls.map(async (body, n) => {
    await sleep(Math.max(0, begin + (n * 1000) / CALLS_PER_SECOND - performance.now()));
    const since = performance.now();
    const status = await call(address, agent, body);
    if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
    return performance.now() - since;
  });
  return (await Promise.all(answers)).toSorted((one, other) => one - other);
}

function call(address: URL, agent: Agent, body: Buffer): Promise<number> {
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-hub-signature-256': `sha256=${signature}`,
  };
  return new Promise((resolve, reject) => {
    request(address, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

/** The channel is opened within two seconds of its making. */
async function eventuallyOpen(address: URL, agent: Agent): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(100)) {
    if ((await call(address, agent, webhookOf(MESSAGES))) === 200) return;
  }
  throw new Error('the channel does not open');
}
