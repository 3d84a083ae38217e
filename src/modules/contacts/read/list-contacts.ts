import type { z } from 'zod';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { LARGEST_ID } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { ContactCount, ContactPage, ListContacts } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { foldValue } from '../keys/field-keys.ts';
import { seesWhole } from '../mask.ts';
import { countContacts, type HitRow, scanAddresses, scanAll, scanEndings } from '../queries/search.ts';
import { scanField, scanNames, scanTag } from '../queries/search.ts';
import { findTags } from '../queries/tags.ts';
import { summaryView } from './contact-view.ts';
import { readPosition, type SearchPosition, writePosition } from './cursor.ts';
import { loadContacts, type Whole } from './load-summaries.ts';
import { firstKey } from './match-step.ts';
import { afterPrefix, planSearch, type Step } from './search-plan.ts';

/** Rows looked at for one page when several things are asked at once; the cursor goes on from there. */
const WINDOW = 1_000;
const MOST_COUNTED = 10_000;

interface Filters {
  readonly tagId: string | undefined;
  readonly field: { readonly key: string; readonly value: string } | undefined;
}

/**
 * Without a search newest first; with one in order of what matches. A page may be short although `next` is set:
 * the filters went through their window.
 */
export async function listContacts(
  deps: ContactsDeps,
  actor: Actor,
  input: ListContacts,
): Promise<ContactPage> {
  const workspaceId = requireWorkspace(actor);
  const whole = seesWhole(actor);
  const plan = input.q === undefined || input.q.trim() === '' ? undefined : planSearch(input.q, whole);
  const start = input.cursor === undefined ? undefined : readPosition(input.cursor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const filters = await readFilters(tx, workspaceId, input);
    const search = { workspaceId, filters, limit: input.limit, steps: plan };
    const { found, next } = await gather(tx, search, start);
    return {
      items: found.map(({ row, identities, tags }) => summaryView(deps, row, identities, tags, !whole)),
      next: next === undefined ? null : writePosition(next),
    };
  });
}

async function readFilters(tx: Transaction, workspaceId: string, input: ListContacts): Promise<Filters> {
  const tagId = input.tag === undefined ? undefined : uuidOfPublicId('tag', input.tag);
  if (input.tag !== undefined) {
    const known = tagId === undefined ? [] : await tx.query(findTags, [workspaceId, [tagId]]);
    if (known.length === 0) throw new Problem(contactsErrors.tag_not_found, { field: 'tag' });
  }
  const colon = input.field?.indexOf(':') ?? -1;
  const field =
    input.field === undefined || colon < 1
      ? undefined
      : { key: input.field.slice(0, colon), value: foldValue(input.field.slice(colon + 1)) };
  return { tagId, field };
}

interface Search {
  readonly workspaceId: string;
  readonly filters: Filters;
  readonly limit: number;
  /** Undefined where nothing was typed. */
  readonly steps: readonly Step[] | undefined;
}

async function gather(
  tx: Transaction,
  search: Search,
  start: SearchPosition | undefined,
): Promise<{ found: Whole[]; next: SearchPosition | undefined }> {
  const found: Whole[] = [];
  const steps = search.steps?.length ?? 1;
  let position = start ?? { step: 0, key: '', id: '0' };
  let looked = 0;
  while (position.step < steps) {
    const { step } = position;
    const batch = Math.min(search.limit + 1, WINDOW);
    const hits = await scan(tx, search, position, batch);
    const wholes = await loadContacts(tx, search.workspaceId, [
      ...new Set(hits.map((hit) => hit.contact_id)),
    ]);
    for (const hit of hits) {
      if (found.length === search.limit || looked >= WINDOW) return { found, next: position };
      looked += 1;
      position = { step, key: hit.key, id: hit.contact_id };
      const whole = wholes.get(hit.contact_id);
      if (whole !== undefined && fits(search, step, hit, whole)) found.push(whole);
    }
    if (hits.length < batch) position = { step: step + 1, key: '', id: '0' };
  }
  return { found, next: undefined };
}

function fits({ steps, filters }: Search, at: number, hit: HitRow, whole: Whole): boolean {
  const { row, tags } = whole;
  if (row.merged_into !== null || row.deleted_at !== null) return false;
  if (filters.tagId !== undefined && !tags.some(({ id }) => id === filters.tagId)) return false;
  if (filters.field !== undefined) {
    const value = row.fields[filters.field.key];
    if (value === undefined || foldValue(value) !== filters.field.value) return false;
  }
  const step = steps?.[at];
  if (steps === undefined || step === undefined) return true;
  if (firstKey(step, whole) !== hit.key) return false;
  return steps.slice(0, at).every((earlier) => firstKey(earlier, whole) === undefined);
}

function scan(
  tx: Transaction,
  { workspaceId, filters, steps }: Search,
  position: SearchPosition,
  limit: number,
): Promise<HitRow[]> {
  const step = steps?.[position.step];
  if (step === undefined) {
    const before = position.id === '0' ? LARGEST_ID.toString() : position.id;
    if (filters.tagId !== undefined) return tx.query(scanTag, [workspaceId, before, limit, filters.tagId]);
    if (filters.field !== undefined) {
      const { key, value } = filters.field;
      return tx.query(scanField, [workspaceId, before, limit, key, value]);
    }
    return tx.query(scanAll, [workspaceId, before, limit]);
  }
  const { key, id } = position;
  // No address holds a space or anything below it, so nothing but the address itself lies before that.
  const below = step.by === 'address' && step.exact ? `${step.prefix} ` : afterPrefix(step.prefix);
  switch (step.by) {
    case 'name':
      return tx.query(scanNames, [workspaceId, step.prefix, below, key, id, limit]);
    case 'ending':
      return tx.query(scanEndings, [workspaceId, step.prefix, below, key, id, limit]);
    case 'address':
      return tx.query(scanAddresses, [workspaceId, step.prefix, below, key, limit, step.kind]);
  }
}

/** Of all living contacts. */
export async function countAllContacts(
  deps: ContactsDeps,
  actor: Actor,
): Promise<z.infer<typeof ContactCount>> {
  const workspaceId = requireWorkspace(actor);
  const [row] = await deps.db.queryInWorkspace(workspaceId, countContacts, [workspaceId, MOST_COUNTED]);
  const count = Number(row?.count ?? 0);
  return { count, reached: count === MOST_COUNTED };
}
