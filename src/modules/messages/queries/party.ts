import { defineQuery } from '../../../platform/db.ts';
import { COLUMNS, CURRENT, type MessageRow } from './read.ts';

/**
 * Messages of several addresses, each within the ids of its time, newest first: every address is read by its own
 * index range and no further than the page.
 */
export const listMessagesOfParties = defineQuery<
  [
    workspaceId: string,
    parties: readonly string[],
    since: readonly string[],
    before: readonly string[],
    limit: number,
  ],
  MessageRow
>(
  'messages.list_of_parties',
  `select ${COLUMNS} from (
     select one.* from unnest($2::text[], $3::bigint[], $4::bigint[]) as span (party, since, before)
     cross join lateral (select * from messages.message
       where workspace_id = $1 and party = span.party and id >= span.since and id < span.before
       order by id desc limit $5) one
     order by one.id desc limit $5) m
   ${CURRENT} order by m.id desc`,
);
