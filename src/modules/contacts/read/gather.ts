/** Goes through the ranges of a search until a page is full, or its window is used up. */
import type { Transaction } from '../../../platform/db.ts';
import { LARGEST_ID } from '../../../platform/ids.ts';
import {
  countNames,
  type HitRow,
  scanAddresses,
  scanAll,
  scanEndings,
  scanField,
  scanNames,
  scanTag,
  type Sieve,
} from '../queries/search.ts';
import type { SearchPosition } from './cursor.ts';
import { loadContacts, type Whole } from './load-summaries.ts';
import { firstKey } from './match-step.ts';
import { afterPrefix, type Step } from './search-plan.ts';

/** Rows looked at for one page when several things are asked at once; the cursor goes on from there. */
const WINDOW = 1_000;

export interface Filters {
  readonly tagId: string | undefined;
  readonly field: { readonly key: string; readonly value: string } | undefined;
}

export interface Search {
  readonly workspaceId: string;
  readonly filters: Filters;
  readonly limit: number;
  /** Undefined where nothing was typed. */
  readonly steps: readonly Step[] | undefined;
}

export interface Gathered {
  /** In order. */
  readonly found: readonly Whole[];
  readonly next: SearchPosition | undefined;
}

export async function gather(
  tx: Transaction,
  asked: Search,
  start: SearchPosition | undefined,
): Promise<Gathered> {
  const steps =
    asked.steps === undefined
      ? undefined
      : await Promise.all(asked.steps.map((step, i) => drivenByRarest(tx, asked, step, keyAt(start, i))));
  const search = { ...asked, steps };
  const found: Whole[] = [];
  let position = start ?? BEGINNING;
  let looked = 0;
  while (position.step < (steps?.length ?? 1)) {
    const { step } = position;
    const sieve = sieveOf(search, position, looked);
    if (sieve.window <= 0) return { found, next: position };
    const rows = await scan(tx, search, position, sieve);
    const hits = rows.filter(({ end }) => !end);
    const wholes = await loadContacts(tx, search.workspaceId, [
      ...new Set(hits.map(({ contact_id }) => contact_id)),
    ]);
    for (const hit of hits) {
      if (found.length === search.limit) return { found, next: position };
      position = { step, key: hit.key, id: hit.contact_id };
      const whole = wholes.get(hit.contact_id);
      if (whole !== undefined && fits(search, step, hit, whole)) found.push(whole);
    }
    if (hits.length === sieve.limit) {
      looked += hits.length;
      continue;
    }
    // Nothing more passes among the rows that were looked at.
    const end = rows.find((row) => row.end);
    const seen = Number(end?.looked ?? 0);
    looked += seen;
    position =
      end === undefined || seen < sieve.window
        ? { ...BEGINNING, step: step + 1 }
        : { step, key: end.key, id: end.contact_id };
  }
  return { found, next: undefined };
}

const BEGINNING: SearchPosition = { step: 0, key: '', id: '0' };

interface SieveSize {
  /** Rows to look at. */
  readonly window: number;
  /** Rows that may pass: one more than a page, to know whether there is another. */
  readonly limit: number;
}

/** Where everything passes, nobody has to look at more than the page; after hits that were others' already, at more. */
function sieveOf({ steps, filters, limit }: Search, { step }: SearchPosition, looked: number): SieveSize {
  const plain =
    wordsOf(steps?.[step]).length === 0 &&
    (filters.tagId === undefined || steps === undefined) &&
    (filters.field === undefined || (steps === undefined && filters.tagId === undefined));
  const most = looked === 0 ? limit + 1 : 4 * limit;
  return { window: Math.min(WINDOW - looked, plain ? most : WINDOW), limit: most };
}

/** Words that the range itself does not hold. */
const wordsOf = (step: Step | undefined): readonly string[] =>
  step?.by === 'name' && step.anyOrder ? step.words.filter((word) => word !== step.prefix) : [];

const keyAt = (start: SearchPosition | undefined, step: number): string =>
  start?.step === step ? start.key : '';

/** Words in any order: of those asked for, the one that fewest names have is gone through. */
async function drivenByRarest(
  tx: Transaction,
  { workspaceId }: Search,
  step: Step,
  key: string,
): Promise<Step> {
  if (step.by !== 'name' || !step.anyOrder) return step;
  // A later page goes on with the word that the first one chose.
  const chosen = key === '' ? undefined : step.words.find((word) => key.startsWith(word));
  if (chosen !== undefined) return { ...step, prefix: chosen };
  const counts = await Promise.all(
    step.words.map((word) => tx.query(countNames, [workspaceId, word, afterPrefix(word), WINDOW])),
  );
  const counted = step.words.map((word, i) => ({ word, count: Number(counts[i]?.[0]?.count ?? 0) }));
  const [rarest] = counted.sort((a, b) => a.count - b.count || b.word.length - a.word.length);
  return { ...step, prefix: rarest?.word ?? step.prefix };
}

/** What the index cannot tell: a contact with several matching keys is shown at the first one only. */
function fits({ steps }: Search, at: number, hit: HitRow, { row, identities }: Whole): boolean {
  if (row.merged_into !== null || row.deleted_at !== null) return false;
  const step = steps?.[at];
  if (steps === undefined || step === undefined) return true;
  const candidate = { name: row.name, identities };
  if (firstKey(step, candidate) !== hit.key) return false;
  return steps.slice(0, at).every((earlier) => firstKey(earlier, candidate) === undefined);
}

function scan(
  tx: Transaction,
  search: Search,
  position: SearchPosition,
  { window, limit }: SieveSize,
): Promise<HitRow[]> {
  const { workspaceId, filters, steps } = search;
  const step = steps?.[position.step];
  const words = wordsOf(step);
  const { tagId = null, field } = filters;
  const sieve: Sieve = [
    ...([workspaceId, window, limit] as const),
    ...([tagId, field?.key ?? null, field?.value ?? null] as const),
    ...([words, words.map(afterPrefix)] as const),
  ];
  if (step === undefined) return scanNewest(tx, sieve, filters, position.id);
  const { key, id } = position;
  // Ids begin at 1: before the first page, everything from the prefix on.
  const after = key > step.prefix ? key : step.prefix;
  // No address holds a space or anything below it, so nothing but the address itself lies before that.
  const below = step.by === 'address' && step.exact ? `${step.prefix} ` : afterPrefix(step.prefix);
  switch (step.by) {
    case 'name':
      return tx.query(scanNames, [...sieve, below, after, id]);
    case 'ending':
      return tx.query(scanEndings, [...sieve, below, after, id]);
    case 'address':
      return tx.query(scanAddresses, [...sieve, step.prefix, below, key, step.kind]);
  }
}

/** Through the tag or the field, where one is asked for: the other one sieves. */
function scanNewest(tx: Transaction, sieve: Sieve, { tagId, field }: Filters, id: string): Promise<HitRow[]> {
  const before = id === '0' ? LARGEST_ID.toString() : id;
  if (tagId !== undefined) return tx.query(scanTag, [...sieve, before, tagId]);
  if (field !== undefined) return tx.query(scanField, [...sieve, before, field.key, field.value]);
  return tx.query(scanAll, [...sieve, before]);
}
