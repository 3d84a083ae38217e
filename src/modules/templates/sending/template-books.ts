/** Everything that sending asks about a workspace's templates, in memory. */
import type { Clock } from '../../../channels/channel.ts';
import { TemplateDesign } from '../../../lib/template/design.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Database } from '../../../platform/db.ts';
import { type ApprovalRow, listApprovals } from '../queries/approvals.ts';
import { type BookRow, findBookStamp, listBook } from '../queries/templates.ts';

/** Another node's change is seen after this long at most; one's own at once. */
const FRESH_MS = 2_000;
const MOST_WORKSPACES = 1_000;

export interface BookTemplate {
  /** UUID */
  readonly id: string;
  readonly slug: string;
  readonly defaultLanguage: string;
  /** The newest; 0 while there is only a draft. */
  readonly version: number;
  readonly versions: ReadonlyMap<number, TemplateDesign>;
  /** Newest version first. */
  readonly approvals: readonly ApprovalRow[];
}

/** By public id and by slug. */
export type TemplateBook = ReadonlyMap<string, BookTemplate>;

export interface TemplateBooks {
  /** No query within two seconds of the last one; one small one while nothing changed. */
  of(workspaceId: string): Promise<TemplateBook>;
  forget(workspaceId: string): void;
}

interface Entry {
  readonly at: number;
  readonly loaded: Promise<{ readonly stamp: string; readonly book: TemplateBook }>;
}

export function createTemplateBooks(deps: { readonly db: Database; readonly clock: Clock }): TemplateBooks {
  const known = new Map<string, Entry>();

  async function load(workspaceId: string, before: Entry | undefined): Entry['loaded'] {
    return deps.db.inWorkspace(workspaceId, async (tx) => {
      const [row] = await tx.query(findBookStamp, [workspaceId]);
      const stamp = row?.stamp ?? '';
      const last = await before?.loaded.catch(() => undefined);
      if (last?.stamp === stamp) return last;
      const rows = await tx.query(listBook, [workspaceId]);
      const approvals = await tx.query(listApprovals, [workspaceId]);
      return { stamp, book: bind(rows, approvals) };
    });
  }

  return {
    async of(workspaceId) {
      const now = deps.clock.monotonic();
      const entry = known.get(workspaceId);
      if (entry !== undefined && now - entry.at < FRESH_MS) return (await entry.loaded).book;
      const loaded = load(workspaceId, entry);
      // A failed load must not be remembered, or one database hiccup would last for two seconds.
      loaded.catch(() => known.delete(workspaceId));
      if (known.size >= MOST_WORKSPACES) known.clear();
      known.set(workspaceId, { at: now, loaded });
      return (await loaded).book;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  };
}

function bind(rows: readonly BookRow[], approvals: readonly ApprovalRow[]): TemplateBook {
  const versions = new Map<string, Map<number, TemplateDesign>>();
  const book = new Map<string, BookTemplate>();
  for (const row of rows) {
    const own = versions.get(row.id) ?? new Map<number, TemplateDesign>();
    versions.set(row.id, own);
    if (row.number !== null) own.set(row.number, TemplateDesign.parse(row.design));
    if (own.size > 1) continue;
    const template: BookTemplate = {
      id: row.id,
      slug: row.slug,
      defaultLanguage: row.default_language,
      version: row.version,
      versions: own,
      approvals: approvals
        .filter(({ template_id }) => template_id === row.id)
        .sort((a, b) => (b.version ?? 0) - (a.version ?? 0)),
    };
    book.set(publicIdOfUuid('tpl', row.id), template);
    book.set(row.slug, template);
  }
  return book;
}
