import { defineQuery } from '../../../platform/db.ts';
import type { Suggestion } from '../contract.ts';

export interface SuggestionRow {
  readonly id: string;
  readonly contact_a: string;
  readonly contact_b: string;
  readonly reason: Suggestion['reason'];
  readonly evidence: string;
  readonly state: 'open' | 'dismissed' | 'merged';
  readonly created_at: Date;
}

const COLUMNS = 'id, contact_a, contact_b, reason, evidence, state, created_at';

/** A pair that was decided about, or is open already, stays as it is. Sorted, so that two of these never cross. */
export const insertSuggestions = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    a: readonly string[],
    b: readonly string[],
    reasons: readonly string[],
    evidence: readonly string[],
  ],
  { readonly id: string }
>(
  'contacts.insert_suggestions',
  `insert into contacts.suggestion (workspace_id, id, contact_a, contact_b, reason, evidence)
   select $1, s.id, s.a, s.b, s.reason, s.evidence
   from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[]) as s (id, a, b, reason, evidence)
   order by s.a, s.b on conflict (workspace_id, contact_a, contact_b) do nothing returning id`,
);

export const findNames = defineQuery<
  [workspaceId: string, ids: readonly string[]],
  { readonly id: string; readonly name: string | null }
>(
  'contacts.find_names',
  'select id, name from contacts.contact where workspace_id = $1 and id = any($2::bigint[])',
);

/** Open ones, newest first; pairs of which one is gone are left out. */
export const listSuggestions = defineQuery<
  [workspaceId: string, before: string, limit: number],
  SuggestionRow
>(
  'contacts.list_suggestions',
  `select s.id, s.contact_a, s.contact_b, s.reason, s.evidence, s.state, s.created_at from contacts.suggestion s
   join contacts.contact a on a.workspace_id = $1 and a.id = s.contact_a and a.live
   join contacts.contact b on b.workspace_id = $1 and b.id = s.contact_b and b.live
   where s.workspace_id = $1 and s.state = 'open' and s.id < $2::bigint order by s.id desc limit $3`,
);

export const countSuggestions = defineQuery<[workspaceId: string, limit: number], { readonly count: string }>(
  'contacts.count_suggestions',
  `select count(*) as count from (select from contacts.suggestion s
     join contacts.contact a on a.workspace_id = $1 and a.id = s.contact_a and a.live
     join contacts.contact b on b.workspace_id = $1 and b.id = s.contact_b and b.live
     where s.workspace_id = $1 and s.state = 'open' limit $2) few`,
);

export const decideSuggestion = defineQuery<
  [workspaceId: string, id: string, state: string, decidedBy: string],
  SuggestionRow
>(
  'contacts.decide_suggestion',
  `update contacts.suggestion set state = $3, decided_by = $4 where workspace_id = $1 and id = $2 returning ${COLUMNS}`,
);

/** What became of the pairs of `contactId` and each of `others`. */
export const decidePairs = defineQuery<
  [workspaceId: string, contactId: string, others: readonly string[], state: string, decidedBy: string]
>(
  'contacts.decide_pairs',
  `update contacts.suggestion s set state = $4, decided_by = $5 from unnest($3::bigint[]) as o (id)
   where s.workspace_id = $1 and s.contact_a = least(o.id, $2::bigint) and s.contact_b = greatest(o.id, $2::bigint)`,
);

export const deleteSuggestionsOf = defineQuery<[workspaceId: string, contactIds: readonly string[]]>(
  'contacts.delete_suggestions_of',
  `delete from contacts.suggestion where workspace_id = $1
     and (contact_a = any($2::bigint[]) or contact_b = any($2::bigint[]))`,
);
