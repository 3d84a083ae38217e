import type { ChargeOn } from '../contract.ts';
import type { PriceRow } from '../queries/prices.ts';

/** Minor units of `currency`. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** What a message costs, and the evidence from which on it does. */
export interface Charge extends Money {
  readonly chargeOn: ChargeOn;
}

/** What is to be priced. Without a channel or a class only the prices for all of them count. */
export interface Wanted {
  readonly medium: string;
  readonly operator: string | null;
  readonly segments: number;
  readonly at: Date;
  /** UUID */
  readonly channelId?: string;
  readonly class?: string;
  /** What the provider charges it as; left out where it knows no categories. */
  readonly category?: string | undefined;
  /** The person may be written to freely. */
  readonly inWindow?: boolean;
}

interface Dated {
  readonly row: PriceRow;
  readonly amount: number;
  /** Milliseconds */
  readonly from: number;
}

/** By class, or by class, category and window where there is a category. */
type ByClass = Map<string, readonly Dated[]>;

/** A workspace's prices, ready to be asked once per message. */
export interface PriceTable {
  /** Operator → class → channel, per medium; filled as it is asked. */
  readonly known: Map<string, Map<string, Map<string, ByClass>>>;
  readonly rows: readonly PriceRow[];
  /** Currencies in which messages must be covered before they are accepted; null: all of them. */
  readonly covered: ReadonlySet<string> | null;
}

export const createPriceTable = (
  rows: readonly PriceRow[],
  covered: PriceTable['covered'] = new Set(),
): PriceTable => ({
  known: new Map(),
  rows,
  covered,
});

/** Whether `reserve` has to be asked about this currency; false saves the statement. */
export const mustReserve = ({ covered }: PriceTable, currency: string): boolean =>
  covered === null || covered.has(currency);

/**
 * The price that counts: of those that have begun, one for the channel before one for its medium, then one
 * for the operator, then one for the category, then one for the open window, then one for the class; among equals the
 * youngest. About 0.1 µs once a target is known.
 */
export function findPrice(table: PriceTable, wanted: Omit<Wanted, 'segments'>): Dated | undefined {
  const at = wanted.at.getTime();
  for (const dated of candidates(table, wanted)) if (dated.from <= at) return dated;
  return undefined;
}

/** Price of a text and when it is charged; null where none is set. */
export function chargeOf(table: PriceTable, wanted: Wanted): Charge | null {
  const found = findPrice(table, wanted);
  if (found === undefined) return null;
  const { currency, charge_on: chargeOn } = found.row;
  return { amount: found.amount * wanted.segments, currency, chargeOn };
}

/** Price of a text: segments times the price that counts; null where none is set. */
export function priceOf(table: PriceTable, wanted: Wanted): Money | null {
  const found = findPrice(table, wanted);
  return found === undefined
    ? null
    : { amount: found.amount * wanted.segments, currency: found.row.currency };
}

function candidates(table: PriceTable, wanted: Omit<Wanted, 'segments'>): readonly Dated[] {
  const channel = wanted.channelId ?? '';
  const messageClass = wanted.class ?? '*';
  const byChannel = within(within(table.known, wanted.medium), wanted.operator ?? '*');
  const byClass = within(byChannel, channel);
  const { category } = wanted;
  const inWindow = wanted.inWindow === true;
  const key = category === undefined ? messageClass : `${messageClass} ${category} ${inWindow}`;
  const known = byClass.get(key);
  if (known !== undefined) return known;
  const found = collect(table.rows, wanted, channel, messageClass);
  byClass.set(key, found);
  return found;
}

function within<Inner>(map: Map<string, Map<string, Inner>>, key: string): Map<string, Inner> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, Inner>();
  map.set(key, made);
  return made;
}

function collect(
  rows: readonly PriceRow[],
  wanted: Pick<Wanted, 'medium' | 'operator' | 'category' | 'inWindow'>,
  channel: string,
  messageClass: string,
): Dated[] {
  return rows
    .filter(
      (row) =>
        row.medium === wanted.medium &&
        (row.channel_id === null || row.channel_id === channel) &&
        (row.operator === '*' || row.operator === wanted.operator) &&
        (row.class === '*' || row.class === messageClass) &&
        (row.category === '*' || row.category === wanted.category) &&
        (!row.in_window || wanted.inWindow === true),
    )
    .map((row) => ({ row, amount: Number(row.amount), from: row.valid_from.getTime() }))
    .sort((a, b) => weightOf(b.row) - weightOf(a.row) || b.from - a.from);
}

/** The channel's contract decides before the operator's price, that before the category's, and that before the class's. */
const weightOf = (row: PriceRow): number =>
  (row.channel_id === null ? 0 : 16) +
  (row.operator === '*' ? 0 : 8) +
  (row.category === '*' ? 0 : 4) +
  (row.in_window ? 2 : 0) +
  (row.class === '*' ? 0 : 1);
