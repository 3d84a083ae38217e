import type { Database } from '../../../platform/db.ts';
import type { Logger } from '../../../platform/log.ts';
import type { ContactsCore, ContactsDeps } from '../deps.ts';

/** What the background work stands on. */
export interface TransferDeps extends ContactsCore {
  /** Worker role. */
  readonly db: Database;
  readonly log: Logger;
  readonly now: () => number;
  /** For reading what exports are made of: `ContactsDeps` with `db` of the worker role. */
  readonly contacts: ContactsDeps;
  /** Rows of an import in one transaction. */
  readonly batchRows: number;
}

/** Days that a report can be seen; the file itself, and so its rows, goes after seven. */
export const REPORT_DAYS = 90;
export const EXPORT_PURPOSE = 'contacts_export';
export const IMPORT_PURPOSE = 'import';
