/** S-13: whether the time of a refused check tells its reason, over HTTP and 10,000 checks of each kind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Api, connectSmpp } from '../testing/processes/titian-api.ts';
import { sampleOf, WELCH_BAR, welch } from '../testing/welch.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { type Installation, withInstallation } from './installation.ts';

const CHECKS = 10_000;
const STARTS_AT_ONCE = 32;
/** The shortest time that codes may be valid, so that nobody has to wait for longer. */
const SHORT_SECONDS = 60;
const LONG_SECONDS = 600;
const KINDS = ['wrong', 'expired', 'unknown'] as const;
const CHANNEL = { messagesPerSecond: 100_000, window: 500 };
const LIMITS = { prefixHour: 10_000_000, workspaceHour: 100_000_000, spendHour: 1_000_000_000_000 };
type Kind = (typeof KINDS)[number];

export const timingBench: Bench = {
  notes: [
    `${CHECKS.toLocaleString('en')} refused checks of each kind over HTTP, one at a time, the kinds in turn, each of a code of its own.`,
    "wrong: the code is not the right one. expired: it is past its time. unknown: it is another company's.",
    `t: Welch's t of two kinds, without the slowest twentieth; from ${WELCH_BAR} on they are told apart.`,
  ],
  run: (options) => withInstallation(options, (installation) => measure(installation, options)),
};

async function measure({ api, newCustomer, smsc }: Installation, options: BenchOptions): Promise<Figure[]> {
  const stranger = await newCustomer();
  await connectSmpp(stranger, smsc.port, CHANNEL);
  const codesOf = async (kind: Kind, who: Api, ttlSeconds: number): Promise<string[]> => {
    const ids = await startMany(who, ttlSeconds);
    options.onProgress(`${kind}: ${ids.length} codes`);
    return ids;
  };
  const expired = await codesOf('expired', api, SHORT_SECONDS);
  const allExpired = performance.now() + SHORT_SECONDS * 1_000;
  const unknown = await codesOf('unknown', stranger, LONG_SECONDS);
  await sleep(Math.max(0, allExpired - performance.now()));
  const ids = { expired, unknown, wrong: await codesOf('wrong', api, LONG_SECONDS) };
  const times: Record<Kind, number[]> = { wrong: [], expired: [], unknown: [] };
  for (let index = 0; index < CHECKS; index++) {
    // The order rotates, so that none always follows the same one.
    for (let at = 0; at < KINDS.length; at++) {
      const kind = KINDS[(at + index) % KINDS.length] ?? 'wrong';
      const path = `/v1/verifications/${ids[kind][index] ?? ''}/check`;
      const begin = performance.now();
      const answer = await api.call('POST', path, { code: '000000' });
      const took = performance.now() - begin;
      if (answer.status !== 200) throw new Error(`a check was answered ${answer.status}`);
      // One in a million is right, and answered at once.
      if (!Checked.parse(answer.body).valid) times[kind].push(took);
    }
    if (index % 1_000 === 999) options.onProgress(`${index + 1} checks of each kind`);
  }
  return figuresOf(times);
}

const Checked = z.object({ valid: z.boolean() });
const WithId = z.object({ id: z.string() });

/** As many codes as there are checks, each to a number of its own. */
async function startMany(api: Api, ttlSeconds: number): Promise<string[]> {
  const name = `Bench ${ttlSeconds}`;
  const made = await api.call('POST', '/v1/verify/services', {
    name,
    brand: 'Toko Uji',
    ttlSeconds,
    guard: 'monitor',
    limits: LIMITS,
  });
  const service = WithId.parse(made.body).id;
  const ids: string[] = [];
  let next = 0;
  const converse = async (): Promise<void> => {
    for (let index = next++; index < CHECKS; index = next++) {
      // Numbers of this service begin where no other's are, so that none meets the 60 seconds of another.
      const number = 100_000_000 + (((index + ttlSeconds * CHECKS) * 7_919_111) % 899_999_999);
      const started = await api.call('POST', '/v1/verifications', { service, to: `+62812${number}` });
      if (started.status !== 201) throw new Error(`no code: ${JSON.stringify(started.body)}`);
      ids[index] = WithId.parse(started.body).id;
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, converse));
  return ids;
}

function figuresOf(times: Record<Kind, number[]>): Figure[] {
  const load = loadAverage();
  const samples = {
    wrong: sampleOf(times.wrong),
    expired: sampleOf(times.expired),
    unknown: sampleOf(times.unknown),
  };
  const means = KINDS.map((kind) => ({
    name: `timing.${kind}.mean`,
    value: samples[kind].mean,
    unit: 'ms',
    load,
  }));
  const pairs = [
    ['wrong', 'expired'],
    ['wrong', 'unknown'],
    ['expired', 'unknown'],
  ] as const;
  return [
    ...means,
    ...pairs.map(([a, b]): Figure => {
      const value = welch(samples[a], samples[b]);
      const ratio = WELCH_BAR / Math.max(value, 1e-3);
      return { name: `timing.${a}-${b}.t`, value, unit: 't', ratio, against: `bar ${WELCH_BAR}`, load };
    }),
  ];
}
