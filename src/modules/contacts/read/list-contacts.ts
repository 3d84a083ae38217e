import type { z } from 'zod';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { ContactCount, ContactPage, ListContacts } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { foldValue } from '../keys/field-keys.ts';
import { seesWhole } from '../mask.ts';
import { countContacts } from '../queries/search.ts';
import { findTags } from '../queries/tags.ts';
import { summaryView } from './contact-view.ts';
import { readPosition, writePosition } from './cursor.ts';
import { type Filters, gather } from './gather.ts';
import { planSearch } from './search-plan.ts';

const MOST_COUNTED = 10_000;

/**
 * Without a search newest first; with one in order of what matches. A page may be short although `next` is set:
 * the filters went through their window.
 */
export async function listContacts(
  deps: Pick<ContactsDeps, 'db' | 'publicIds'>,
  actor: Actor,
  input: ListContacts,
): Promise<ContactPage> {
  const workspaceId = requireWorkspace(actor);
  const whole = seesWhole(actor);
  const steps = input.q === undefined || input.q.trim() === '' ? undefined : planSearch(input.q, whole);
  const start = input.cursor === undefined ? undefined : readPosition(input.cursor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const filters = await readFilters(tx, workspaceId, input);
    const { found, next } = await gather(tx, { workspaceId, filters, limit: input.limit, steps }, start);
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

/** Of all living contacts. */
export async function countAllContacts(
  deps: Pick<ContactsDeps, 'db'>,
  actor: Actor,
): Promise<z.infer<typeof ContactCount>> {
  const workspaceId = requireWorkspace(actor);
  const [row] = await deps.db.queryInWorkspace(workspaceId, countContacts, [workspaceId, MOST_COUNTED]);
  const count = Number(row?.count ?? 0);
  return { count, reached: count === MOST_COUNTED };
}
