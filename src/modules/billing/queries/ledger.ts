import { defineQuery } from '../../../platform/db.ts';
import type { Medium } from '../contract.ts';

export interface JournalRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'top_up' | 'trial_credit' | 'reserve' | 'settle' | 'release';
  readonly currency: string;
  readonly hour: Date | null;
  readonly messages: string;
  readonly available: string;
  readonly reserved: string;
  readonly spent: string;
  readonly funding: string;
  readonly trial: string;
  readonly credit: string;
  readonly reference: string | null;
  readonly note: string | null;
  readonly actor: string | null;
}

const JOURNAL = `id, at, kind, currency, hour, messages, available, reserved, spent, funding, trial, credit, reference,
  note, actor`;

/** Newest first; `after` is the last one of the page before. */
export const listJournals = defineQuery<
  [workspaceId: string, after: string | null, currency: string | null, kind: string | null, limit: number],
  JournalRow
>(
  'billing.list_journals',
  `select ${JOURNAL} from billing.journal
   where workspace_id = $1
     and ($2::uuid is null or (at, id) < (select at, id from billing.journal where workspace_id = $1 and id = $2))
     and ($3::text is null or currency = $3) and ($4::text is null or kind = $4)
   order by at desc, id desc limit $5`,
);

export const findJournal = defineQuery<[workspaceId: string, id: string], JournalRow>(
  'billing.find_journal',
  `select ${JOURNAL} from billing.journal where workspace_id = $1 and id = $2`,
);

/** What was booked before under this reference or request. */
export const findBooked = defineQuery<
  [workspaceId: string, reference: string | null, requestKey: string | null],
  JournalRow
>(
  'billing.find_booked',
  `select ${JOURNAL} from billing.journal
   where workspace_id = $1 and (reference = $2 or request_key = $3)
   order by request_key = $3 desc nulls last limit 1`,
);

/** Sums of usage between two moments; what a row is told apart by is chosen by the flags. */
export const sumUsage = defineQuery<
  [
    workspaceId: string,
    from: Date,
    until: Date,
    timeZone: string,
    day: boolean,
    medium: boolean,
    channel: boolean,
    operator: boolean,
    messageClass: boolean,
    category: boolean,
  ],
  {
    readonly day: string | null;
    readonly medium: Medium | null;
    readonly channel_id: string | null;
    readonly operator: string | null;
    readonly class: string | null;
    readonly category: string | null;
    readonly currency: string;
    readonly messages: string;
    readonly amount: string;
  }
>(
  'billing.sum_usage',
  `select case when $5 then to_char(hour at time zone $4, 'YYYY-MM-DD') end as day, case when $6 then medium end as medium,
     case when $7 then channel_id end as channel_id, case when $8 then operator end as operator,
     case when $9 then class end as class, case when $10 then category end as category, currency, sum(messages)::bigint as messages, sum(amount)::bigint as amount
   from billing.hourly_usage where workspace_id = $1 and hour >= $2 and hour < $3
   group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`,
);
