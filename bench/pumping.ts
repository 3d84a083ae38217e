/** How much of pumped traffic the guard stops, and how many customers it hits: S-16's bars, on labelled traffic. */
import { customers, labelledAttacks, seeded } from '../testing/verify-traffic.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';
import { replayTraffic } from './replay-traffic.ts';

const CUSTOMERS = 100_000;
const SEEDS = [1, 2];
/** Share of an attack that is stopped after its first 50 codes; share of customers that may be stopped. */
const STOPPED_BAR = 0.95;
const FALSE_BAR = 0.005;

export const pumpingBench: Bench = {
  notes: [
    `${CUSTOMERS.toLocaleString('en')} wishes of customers in a week, with an operator's outage and a sale in it, and twelve attacks one after the other; the worst of ${SEEDS.length} seeds (others: --seeds 11,12), and of the modes \`standard\` and \`max\`.`,
    'stopped: of an attack, after its first 50. false: customers who got no code although they wanted one, whatever stopped them.',
    'quiet: the same customers without any attack.',
  ],
  async run(options: BenchOptions): Promise<Figure[]> {
    return (['standard', 'max'] as const).flatMap((mode) => measure(mode, options));
  },
};

function measure(mode: 'standard' | 'max', { onProgress, seeds = SEEDS }: BenchOptions): Figure[] {
  const worst = new Map<string, number>();
  const keep = (name: string, value: number, worse: (a: number, b: number) => number): void => {
    worst.set(name, worse(worst.get(name) ?? value, value));
  };
  for (const seed of seeds) {
    const legitimate = customers(seeded(seed), CUSTOMERS);
    const assaults = labelledAttacks(seed + 1_000);
    const outcomes = replayTraffic([...legitimate, ...assaults.flatMap(({ wishes }) => wishes)], mode);
    for (const [name, outcome] of outcomes) {
      onProgress(
        `${mode}, seed ${seed}: ${name || 'customers'} ${outcome.stopped} of ${outcome.wishes} ${JSON.stringify(outcome.by)}`,
      );
      if (name === '') keep('false', outcome.stopped / outcome.wishes, Math.max);
      else
        keep(
          `stopped.${name.replaceAll(/[^a-z0-9]+/gi, '-')}`,
          outcome.laterStopped / outcome.laterWishes,
          Math.min,
        );
    }
    const quiet = replayTraffic(legitimate, mode).get('');
    keep('quiet', (quiet?.stopped ?? 0) / (quiet?.wishes ?? 1), Math.max);
  }
  return [...worst].map(([what, value]): Figure => {
    const isFalse = !what.startsWith('stopped');
    const bar = isFalse
      ? { ratio: FALSE_BAR / Math.max(value, 1e-6), against: `bar ${FALSE_BAR * 100} %` }
      : { ratio: value / STOPPED_BAR, against: `bar ${STOPPED_BAR * 100} %` };
    return { name: `pumping.${mode}.${what}`, value: value * 100, unit: '%', ...bar, load: loadAverage() };
  });
}
