import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { RoutingTables } from '../routing/index.ts';
import type { LintReference } from './contract.ts';
import type { TemplateBooks } from './sending/template-books.ts';

type Price = { readonly amount: number; readonly currency: string } | null;

/** What the operations on templates stand on. */
export interface TemplatesDeps {
  /** Role titian_api. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly tables: RoutingTables;
  readonly books: TemplateBooks;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Brands and texts of the senders' case files. Handed in, because case files are another module's. */
  readonly lintReference: (workspaceId: string) => Promise<LintReference>;
  /** What one message of a category costs on a channel (UUID). Handed in, because prices are billing's. */
  readonly priceOf: (workspaceId: string) => Promise<(channelId: string, category: string) => Price>;
  /** Something waits for the desk of this process. */
  readonly onTask: () => void;
}
