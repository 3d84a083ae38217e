/** Goes through the ranges of a search until a page is full, or its window is used up. */
import type { Transaction } from '../../../platform/db.ts';
import { LARGEST_ID } from '../../../platform/ids.ts';
import { foldValue } from '../keys/field-keys.ts';
import { type IdentityRow, identitiesOfContacts } from '../queries/identities.ts';
import {
  type CandidateRow,
  countNames,
  findCandidates,
  type HitRow,
  scanAddresses,
  scanAll,
  scanEndings,
  scanField,
  scanNames,
  scanTag,
} from '../queries/search.ts';
import type { SearchPosition } from './cursor.ts';
import { type Candidate, firstKey } from './match-step.ts';
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
  /** Internal ids, in order. */
  readonly ids: readonly string[];
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
  const ids: string[] = [];
  let position = start ?? { step: 0, key: '', id: '0' };
  let looked = 0;
  while (position.step < (steps?.length ?? 1)) {
    const { step } = position;
    // A page's worth first; when filters leave little of it, all that may be looked at.
    const batch = looked === 0 ? search.limit + 1 : WINDOW - looked;
    if (batch <= 0) return { ids, next: position };
    const hits = await scan(tx, search, position, batch);
    const candidates = await judge(tx, search, hits);
    for (const hit of hits) {
      if (ids.length === search.limit) return { ids, next: position };
      looked += 1;
      position = { step, key: hit.key, id: hit.contact_id };
      const candidate = candidates.get(hit.contact_id);
      if (candidate !== undefined && fits(search, step, hit, candidate)) ids.push(hit.contact_id);
    }
    if (hits.length < batch) position = { step: step + 1, key: '', id: '0' };
  }
  return { ids, next: undefined };
}

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

async function judge(
  tx: Transaction,
  { workspaceId, filters, steps }: Search,
  hits: readonly HitRow[],
): Promise<ReadonlyMap<string, Candidate>> {
  const ids = [...new Set(hits.map((hit) => hit.contact_id))];
  if (ids.length === 0) return new Map();
  const byAddress = steps?.some(({ by }) => by !== 'name') ?? false;
  const [rows, identities] = await Promise.all([
    tx.query(findCandidates, [workspaceId, ids, filters.tagId ?? null, filters.field?.key ?? null]),
    byAddress ? tx.query(identitiesOfContacts, [workspaceId, ids]) : [],
  ]);
  const own = new Map<string, IdentityRow[]>();
  for (const one of identities) own.set(one.contact_id, [...(own.get(one.contact_id) ?? []), one]);
  return new Map(rows.map((row) => [row.id, { ...row, identities: own.get(row.id) ?? [] }]));
}

function fits({ steps, filters }: Search, at: number, hit: HitRow, candidate: Candidate): boolean {
  if (!passes(filters, candidate)) return false;
  const step = steps?.[at];
  if (steps === undefined || step === undefined) return true;
  if (firstKey(step, candidate) !== hit.key) return false;
  return steps.slice(0, at).every((earlier) => firstKey(earlier, candidate) === undefined);
}

const passes = ({ field }: Filters, { live, tagged, value }: CandidateRow): boolean =>
  live && tagged && (field === undefined || (value !== null && foldValue(value) === field.value));

function scan(
  tx: Transaction,
  { workspaceId, filters, steps }: Search,
  position: SearchPosition,
  limit: number,
): Promise<HitRow[]> {
  const step = steps?.[position.step];
  if (step === undefined) return scanNewest(tx, workspaceId, filters, position.id, limit);
  const { key, id } = position;
  // Ids begin at 1: before the first page, everything from the prefix on.
  const after = key > step.prefix ? key : step.prefix;
  // No address holds a space or anything below it, so nothing but the address itself lies before that.
  const below = step.by === 'address' && step.exact ? `${step.prefix} ` : afterPrefix(step.prefix);
  switch (step.by) {
    case 'name':
      return tx.query(scanNames, [workspaceId, below, after, id, limit]);
    case 'ending':
      return tx.query(scanEndings, [workspaceId, below, after, id, limit]);
    case 'address':
      return tx.query(scanAddresses, [workspaceId, step.prefix, below, key, limit, step.kind]);
  }
}

function scanNewest(
  tx: Transaction,
  workspaceId: string,
  { tagId, field }: Filters,
  id: string,
  limit: number,
): Promise<HitRow[]> {
  const before = id === '0' ? LARGEST_ID.toString() : id;
  if (tagId !== undefined) return tx.query(scanTag, [workspaceId, before, limit, tagId]);
  if (field !== undefined) return tx.query(scanField, [workspaceId, before, limit, field.key, field.value]);
  return tx.query(scanAll, [workspaceId, before, limit]);
}
