/**
 * A code does not wait behind a campaign: from the request until the SMSC has the message, with 100,000 marketing
 * messages of the same company waiting for a bind of 200 messages a second, and for another company beside it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connectSmpp } from '../testing/processes/titian-api.ts';
import { type Smsc, startSmsc } from '../testing/simulators/smsc/index.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage, rounded } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';

const CAMPAIGN = 100_000;
const CAMPAIGN_BATCH = 1_000;
const CAMPAIGN_CONNECTIONS = 4;
/** An operator's pace, so that the campaign really waits: 500 s of it. */
const PACE = { messagesPerSecond: 200, window: 50 };
const CODES_PER_SECOND = 10;
const IDLE_SECONDS = 15;
/** From the moment when the whole campaign was accepted. */
const BACKLOG_SECONDS = 20;
const ARRIVAL_TIMEOUT_MS = 30_000;
const BARS = { p95Ms: 1_000, p99Ms: 2_000, timesIdle: 2 } as const;

export const lanesBench: Bench = {
  notes: [
    `${CODES_PER_SECOND} codes a second per company, from the request until the SMSC has them. Each company has a bind of ${PACE.messagesPerSecond} messages a second (window ${PACE.window}).`,
    `idle: ${IDLE_SECONDS} s without anything else. same, other: codes of the company with the campaign, and of the one beside it. posting: while ${CAMPAIGN.toLocaleString('en')} marketing messages are posted as fast as they are accepted; waiting: the ${BACKLOG_SECONDS} s after that, in which nearly all of them wait.`,
    `other.waiting.p95 is held against ${BARS.timesIdle} times the p95 of the same company without the campaign.`,
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

interface Company {
  readonly name: string;
  readonly api: Api;
  readonly smsc: Smsc;
}

async function measure(installation: Installation, options: BenchOptions): Promise<Figure[]> {
  const companies: Company[] = [];
  try {
    for (const name of ['campaigner', 'neighbour']) {
      const smsc = await startSmsc();
      const api = await installation.newCustomer();
      companies.push({ name, api, smsc });
      await connectSmpp(api, smsc.port, PACE);
    }
    const [campaigner, neighbour] = companies;
    if (campaigner === undefined || neighbour === undefined) throw new Error('two companies are needed');
    options.onProgress('idle');
    const idle = await probe(companies, 'sepi', () => sleep(IDLE_SECONDS * 1000));
    options.onProgress(`a campaign of ${CAMPAIGN} is posted`);
    const posting = await probe(companies, 'ramai', () => postCampaign(campaigner.api));
    options.onProgress('the campaign waits');
    const waiting = await probe(companies, 'penuh', () => sleep(BACKLOG_SECONDS * 1000));
    const waited = campaigner.smsc.received.length;
    if (waited >= CAMPAIGN) throw new Error('the campaign did not wait');
    return figuresOf({ idle, posting, waiting });
  } finally {
    for (const { smsc } of companies) await smsc.stop();
  }
}

/** Latencies in ms by company, ascending. */
type Latencies = Readonly<Record<string, readonly number[]>>;

/** Sends codes for every company until `meanwhile` is over, and waits until all of them have arrived. */
async function probe(
  companies: readonly Company[],
  word: string,
  meanwhile: () => Promise<unknown>,
): Promise<Latencies> {
  let over = false;
  const sending = companies.map(async (company) => {
    const sentAt: number[] = [];
    const requests: Promise<void>[] = [];
    while (!over) {
      requests.push(sendCode(company.api, `Kode ${word} ${sentAt.length} rahasia.`));
      sentAt.push(Date.now());
      await sleep(1000 / CODES_PER_SECOND);
    }
    await Promise.all(requests);
    return [company.name, await latenciesOf(company.smsc, word, sentAt)] as const;
  });
  await meanwhile().finally(() => {
    over = true;
  });
  return Object.fromEntries(await Promise.all(sending));
}

async function sendCode(api: Api, text: string): Promise<void> {
  const answer = await api.call('POST', '/v1/messages', { to: '+6281234567890', text, class: 'otp' });
  if (answer.status !== 202) throw new Error(`a code was refused: ${JSON.stringify(answer.body)}`);
}

async function latenciesOf(smsc: Smsc, word: string, sentAt: readonly number[]): Promise<number[]> {
  const pattern = new RegExp(`^Kode ${word} (\\d+) `);
  for (const end = Date.now() + ARRIVAL_TIMEOUT_MS; Date.now() < end; await sleep(100)) {
    const latencies = smsc.received.flatMap(({ text, at }) => {
      const sent = sentAt[Number(pattern.exec(text)?.[1] ?? -1)];
      return sent === undefined ? [] : [at - sent];
    });
    if (latencies.length >= sentAt.length) return latencies.toSorted((a, b) => a - b);
  }
  throw new Error(`not every code arrived within ${ARRIVAL_TIMEOUT_MS / 1000} s`);
}

async function postCampaign(api: Api): Promise<void> {
  let next = 0;
  const post = async (): Promise<void> => {
    while (next < CAMPAIGN) {
      const first = next;
      next += CAMPAIGN_BATCH;
      const messages = Array.from({ length: CAMPAIGN_BATCH }, (_, index) => ({
        to: `+62813${String(10_000_000 + first + index)}`,
        text: 'Diskon 20% untuk semua bunga sampai Minggu. Toko Uji.',
        class: 'marketing',
        validitySeconds: 86_400,
      }));
      const answer = await api.call('POST', '/v1/messages', messages);
      if (answer.status !== 202)
        throw new Error(`the campaign was refused: ${JSON.stringify(answer.body).slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: CAMPAIGN_CONNECTIONS }, post));
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function figuresOf({ idle, posting, waiting }: Readonly<Record<string, Latencies>>): Figure[] {
  const load = loadAverage();
  const of = (name: string, latencies: readonly number[] = [], p95Ms: number = BARS.p95Ms): Figure[] =>
    ([50, 95, 99] as const).map((percent) => {
      const value = quantile(latencies, percent / 100);
      const bar = percent === 95 ? p95Ms : BARS.p99Ms;
      const held = percent === 50 ? {} : { ratio: bar / value, against: `bar ${rounded(bar)} ms` };
      return { name: `lanes.${name}.p${percent}`, value, unit: 'ms', ...held, load };
    });
  const idleP95 = quantile(idle?.['neighbour'] ?? [], 0.95);
  return [
    ...of('idle', idle?.['neighbour']),
    ...of('same.posting', posting?.['campaigner']),
    ...of('same.waiting', waiting?.['campaigner']),
    ...of('other.posting', posting?.['neighbour']),
    ...of('other.waiting', waiting?.['neighbour'], idleP95 * BARS.timesIdle),
  ];
}
