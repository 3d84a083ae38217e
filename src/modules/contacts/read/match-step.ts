import { nameKeys, foldName } from '../keys/name-keys.ts';
import type { IdentityRow } from '../queries/identities.ts';
import type { Step } from './search-plan.ts';

/** A hit with what it may have been found by. */
export interface Candidate {
  readonly name: string | null;
  readonly identities: readonly IdentityRow[];
}

/**
 * The first key under which a step finds a contact. A contact with several ("Sari Sartika" for "sar") is shown at this
 * one only, so that pages never repeat anybody.
 */
export function firstKey(step: Step, { name, identities }: Candidate): string | undefined {
  if (step.by === 'name') {
    if (name === null || !hasWords(name, step.words)) return undefined;
    return least(nameKeys(name).filter((key) => key.startsWith(step.prefix)));
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
