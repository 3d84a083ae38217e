import type { Message, MessagePage } from '../../../contracts/messages.ts';

/** What is known of a list of messages, newest first, each once. */
export interface Feed {
  readonly items: readonly Message[];
  /** Cursor of what is older than the last item; null at the end. */
  readonly next: string | null;
}

const isOlder = (a: Message, b: Message): boolean => a.createdAt < b.createdAt;

/**
 * Puts a freshly asked first page on top. Older rows that were loaded before stay, so the list
 * keeps its length. When the page doesn't reach down to anything known, so many messages came in
 * between that the list starts anew.
 */
export function mergeFirstPage(known: Feed | undefined, page: MessagePage): Feed {
  const last = page.items.at(-1);
  if (known === undefined || last === undefined || page.next === null) return page;
  const fresh = new Set(page.items.map(({ id }) => id));
  if (!known.items.some(({ id }) => fresh.has(id))) return page;
  const older = known.items.filter((item) => !fresh.has(item.id) && isOlder(item, last));
  return older.length === 0 ? page : { items: [...page.items, ...older], next: known.next };
}

/** Adds the page that follows. */
export function appendPage(known: Feed, page: MessagePage): Feed {
  const seen = new Set(known.items.map(({ id }) => id));
  return { items: [...known.items, ...page.items.filter(({ id }) => !seen.has(id))], next: page.next };
}

export interface HeldRows {
  readonly rows: readonly Message[];
  /** Newer messages that wait above. */
  readonly fresh: number;
  /** There are more of them than counted. */
  readonly more: boolean;
}

/**
 * While somebody reads further down, newer messages wait above `held`, the rows as they were when
 * the reader left the top; rows already on screen still change their status in place.
 */
export function holdRows(items: readonly Message[], held: readonly Message[] | null): HeldRows {
  if (held === null) return { rows: items, fresh: 0, more: false };
  const top = new Set(held.map(({ id }) => id));
  const at = items.findIndex(({ id }) => top.has(id));
  if (at >= 0) return { rows: items.slice(at), fresh: at, more: false };
  return { rows: held, fresh: items.length, more: items.length > 0 };
}
