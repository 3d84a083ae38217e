import { nameKeys, foldName } from '../keys/name-keys.ts';
import type { Whole } from './load-summaries.ts';
import type { Step } from './search-plan.ts';

/**
 * The first key under which a step finds a contact. A contact with several ("Sari Sartika" for "sar") is shown at this
 * one only, so that pages never repeat anybody.
 */
export function firstKey(step: Step, { row, identities }: Whole): string | undefined {
  if (step.by === 'name') {
    if (row.name === null || !hasWords(row.name, step.words)) return undefined;
    return least(nameKeys(row.name).filter((key) => key.startsWith(step.prefix)));
  }
  const addresses = identities
    .filter(
      ({ ended_at, kind }) => ended_at === null && kind === (step.by === 'address' ? step.kind : 'phone'),
    )
    .map(({ address }) => (step.by === 'address' ? address : [...address].toReversed().join('')));
  const whole = step.by === 'address' && step.exact;
  return least(addresses.filter((one) => (whole ? one === step.prefix : one.startsWith(step.prefix))));
}

function hasWords(name: string, words: readonly string[]): boolean {
  const has = foldName(name).split(' ');
  return words.every((word) => has.some((one) => one.startsWith(word)));
}

/** In byte order, as the database sorts. */
const least = (keys: readonly string[]): string | undefined =>
  keys.reduce<string | undefined>(
    (best, key) =>
      best === undefined || Buffer.compare(Buffer.from(key), Buffer.from(best)) < 0 ? key : best,
    undefined,
  );
