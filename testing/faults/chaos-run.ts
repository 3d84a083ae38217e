/**
 * Breaks whatever can be broken, in an order that a seed decides, while customers send. Every kind of fault comes
 * once before any comes twice; one time in four two of them come together.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS, type FaultKind } from './faults.ts';
import type { History, Kill } from './history.ts';
import { withProxiedDatabase } from './proxied-database.ts';
import { untilReady, withRig } from './rig.ts';
import { type Seeded, seeded } from './seeded.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly connections: number;
  /** Asked before each fault with the number of those that came. */
  readonly goesOn: (faults: number) => boolean;
  readonly onProgress: (line: string) => void;
}

const CALM_MS = { low: 300, high: 1_500 };
const SHARE_TOGETHER = 0.25;
/** Faults of one rule alone (a script, a proxy) that two at once would undo for each other. */
const isAlone = ({ mayDouble, name }: FaultKind): boolean => mayDouble || name.startsWith('server');

export function runChaos(options: ChaosOptions): Promise<History> {
  const { seed, connections, goesOn, onProgress } = options;
  const chance = seeded(seed);
  return withProxiedDatabase((database) =>
    withRig({ connections, chance, environment: { DATABASE_URL: database.url } }, async (rig) => {
      const kills: Kill[] = [];
      const next = deck(chance);
      while (goesOn(kills.length)) {
        await sleep(chance.between(CALM_MS.low, CALM_MS.high));
        const kinds = draw(next, chance);
        const at = Date.now();
        await Promise.all(kinds.map((kind) => kind.run({ rig, database, chance })));
        const over = performance.now();
        await untilReady(rig.url);
        const readyMs = performance.now() - over;
        const target = kinds.map(({ name }) => name).join(' + ');
        const mayDouble = kinds.some((kind) => kind.mayDouble);
        // What a kill left on its way may be sent again until it was ready; other faults are judged by what came after them.
        kills.push({ target, mayDouble, at, readyMs: mayDouble ? Date.now() - at : readyMs });
        onProgress(`${kills.length}: ${target}, ready ${Math.round(readyMs)} ms later`);
      }
      return { seed, kills, ...(await rig.finish()) };
    }),
  );
}

/** One fault, or two of different sides. */
function draw(next: () => FaultKind, chance: Seeded): FaultKind[] {
  const first = next();
  if (isAlone(first) || chance.next() >= SHARE_TOGETHER) return [first];
  const second = next();
  const sides = new Set([first, second].map(({ name }) => name.split(' ')[0]));
  return isAlone(second) || sides.size < 2 ? [first] : [first, second];
}

/** Deals every kind once, then shuffles again. */
function deck(chance: Seeded): () => FaultKind {
  let left: FaultKind[] = [];
  return () => {
    if (left.length === 0) left = [...FAULTS];
    const [kind] = left.splice(chance.between(0, left.length - 1), 1);
    if (kind === undefined) throw new Error('there are no faults');
    return kind;
  };
}
