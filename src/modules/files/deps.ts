import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { FileLinks } from './file-links.ts';
import type { IdSource, PublicIds } from '../../platform/ids.ts';

export interface FilesDeps {
  /** Under row-level security. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly now: () => number;
  /** Bytes that all files of one workspace may take together. */
  readonly quotaBytes: number;
  readonly links: FileLinks;
}
