import type { Database } from '../../../platform/db.ts';
import { type EndingRow, listEnding } from '../queries.ts';

export type { EndingRow } from '../queries.ts';

/** Approvals of every workspace that end before a moment, or ended within the last 30 days. `db`: worker role. */
export const listEndingRegistrations = (db: Database, before: Date): Promise<EndingRow[]> =>
  db.query(listEnding, [before]);
