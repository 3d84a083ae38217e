import type { z } from 'zod';
import { LARGEST_ID } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { ContactCount, ListHistory, Suggestion, SuggestionPage } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { maskAny, seesWhole } from '../mask.ts';
import {
  countSuggestions,
  decideSuggestion,
  listSuggestions,
  type SuggestionRow,
} from '../queries/suggestions.ts';
import { readCursor } from '../read/cursor.ts';
import { summariesOf } from '../read/load-summaries.ts';

const MOST_COUNTED = 1_000;

/** Open ones, newest first. */
export async function listSuggestionPage(
  deps: Pick<ContactsDeps, 'db' | 'publicIds'>,
  actor: Actor,
  input: z.output<typeof ListHistory>,
): Promise<SuggestionPage> {
  const workspaceId = requireWorkspace(actor);
  const before = readCursor(deps, input.cursor) ?? LARGEST_ID;
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.query(listSuggestions, [workspaceId, before.toString(), input.limit + 1]);
    const page = rows.slice(0, input.limit);
    const ids = [...new Set(page.flatMap(({ contact_a, contact_b }) => [contact_a, contact_b]))];
    const summaries = await summariesOf(deps, tx, workspaceId, ids, !seesWhole(actor));
    const items = page.flatMap((row): Suggestion[] => {
      const [a, b] = [summaries.get(row.contact_a), summaries.get(row.contact_b)];
      return a === undefined || b === undefined
        ? []
        : [
            {
              id: deps.publicIds.encode('sug', BigInt(row.id)),
              reason: row.reason,
              evidence: evidenceOf(row, seesWhole(actor)),
              contacts: [a, b],
              createdAt: row.created_at.toISOString(),
            },
          ];
    });
    const last = page.at(-1);
    const more = rows.length > input.limit && last !== undefined;
    return { items, next: more ? deps.publicIds.encode('cur', BigInt(last.id)) : null };
  });
}

const evidenceOf = ({ evidence }: SuggestionRow, whole: boolean): string =>
  whole ? evidence : evidence.split(' · ').map(maskAny).join(' · ');

export async function countOpenSuggestions(
  deps: Pick<ContactsDeps, 'db'>,
  actor: Actor,
): Promise<z.infer<typeof ContactCount>> {
  const workspaceId = requireWorkspace(actor);
  const [row] = await deps.db.queryInWorkspace(workspaceId, countSuggestions, [workspaceId, MOST_COUNTED]);
  const count = Number(row?.count ?? 0);
  return { count, reached: count === MOST_COUNTED };
}

/** They are not the same: the pair is not suggested again. */
export async function dismissSuggestion(deps: ContactsDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = deps.publicIds.decode('sug', publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const by = actorRef(actor);
    const [row] =
      id === undefined
        ? []
        : await tx.query(decideSuggestion, [workspaceId, id.toString(), 'dismissed', by.id]);
    if (row === undefined) throw new Problem(contactsErrors.suggestion_not_found);
    await deps.bus.publish(tx, [
      {
        type: 'contact.suggestion_dismissed',
        workspaceId,
        actor: by,
        resource: publicId,
        data: {
          contacts: [row.contact_a, row.contact_b].map((one) => deps.publicIds.encode('con', BigInt(one))),
        },
      },
    ]);
  });
}
