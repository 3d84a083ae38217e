/** Published price lists as a workspace may take them over. Pure. */
import type { ReadyPriceList } from '../contract.ts';
import { whatsAppIndonesia } from './whatsapp-id.ts';

export const READY_LISTS: readonly ReadyPriceList[] = [whatsAppIndonesia];

type Entry = ReadyPriceList['entries'][number];

export interface ListedPrice {
  readonly category: Entry['category'];
  readonly inWindow: boolean;
  /** Minor units of the workspace's currency. */
  readonly amount: number;
  readonly validFrom: Date;
}

/**
 * The prices that count from a moment on, and those announced for later, at so many minor units per US dollar. Prices
 * within the window that never differ from those without it are left out.
 */
export function pricesFrom(list: ReadyPriceList, from: Date, rate: number): ListedPrice[] {
  const groups = new Map<string, Entry[]>();
  for (const one of list.entries) {
    const key = `${one.category} ${one.inWindow}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const plainOf = (category: Entry['category']): string =>
    JSON.stringify(stepsFrom(groups.get(`${category} false`) ?? [], from).map(({ micros }) => micros));
  return [...groups.values()].flatMap((group) => {
    const steps = stepsFrom(group, from);
    const [first] = steps;
    if (
      first?.inWindow === true &&
      JSON.stringify(steps.map(({ micros }) => micros)) === plainOf(first.category)
    )
      return [];
    return steps.map(({ category, inWindow, micros, validFrom }) => ({
      category,
      inWindow,
      amount: Math.round((micros * rate) / 1_000_000),
      validFrom: new Date(Math.max(Date.parse(validFrom), from.getTime())),
    }));
  });
}

/** The entry that counts then, and the later ones. */
function stepsFrom(entries: readonly Entry[], from: Date): Entry[] {
  const sorted = entries.toSorted((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom));
  const current = sorted.findLastIndex(({ validFrom }) => Date.parse(validFrom) <= from.getTime());
  return sorted.slice(Math.max(current, 0));
}
