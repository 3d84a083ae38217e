/** What the callers of a batch hear of their requests. */
import { Problem } from '../../../platform/problem.ts';
import type { MessagesDeps } from '../deps.ts';
import { messagesErrors } from '../errors.ts';
import { acceptedWriter, refusedView } from './accepted-view.ts';
import type { Drafted, Item, Settled } from './entries.ts';
import type { Refusal } from './refusal.ts';

/** Rejects requests of which nothing may be stored, and returns the others with their answers. */
export function answerEntries(
  { publicIds }: Pick<MessagesDeps, 'publicIds'>,
  drafted: readonly Drafted[],
  { now, isRead }: { readonly now: number; readonly isRead: boolean },
): Settled[] {
  const kept = drafted.filter((one) => !isRejected(one));
  const ids: bigint[] = [];
  for (const { items } of kept) for (const item of items) if (item.ok) ids.push(item.stored.id);
  const encoded = publicIds.encodeMany('msg', ids);
  const createdAt = new Date(now).toISOString();
  let next = 0;
  return kept.map(({ entry, items }) => {
    const from = next;
    for (const item of items) if (item.ok) next += 1;
    const own = encoded.slice(from, next);
    const body = isRead ? bodyOf({ entry, items }, own, createdAt) : '';
    return { entry, items, ids: own, answer: { status: 202, body, replayed: false } };
  });
}

function isRejected({ entry, items }: Drafted): boolean {
  const { mode } = entry.request.request;
  if (mode === 'each') return false;
  const index = items.findIndex((item) => !item.ok);
  const first = items[index];
  if (first === undefined || first.ok) return false;
  entry.reject(mode === 'one' ? problemOf(first.refusal) : refusedBatch(items, index, first.refusal));
  return true;
}

const problemOf = ({ code, field, detail }: Refusal): Problem =>
  new Problem(code, detail === undefined ? { field } : { field, detail });

function refusedBatch(items: readonly Item[], index: number, { field }: Refusal): Problem {
  const errors = items.flatMap((item, at) =>
    item.ok
      ? []
      : [
          {
            field: `[${at}].${item.refusal.field}`,
            code: item.refusal.code.code,
            detail: item.refusal.detail ?? item.refusal.code.title.en,
          },
        ],
  );
  return new Problem(messagesErrors.batch_refused, { field: `[${index}].${field}`, errors });
}

/** A `BatchResult`, or the message itself, as JSON. */
function bodyOf({ entry, items }: Drafted, ids: readonly string[], createdAt: string): string {
  const { mode, locale } = entry.request.request;
  const write = acceptedWriter(createdAt);
  let next = 0;
  const views = items.map((item) =>
    item.ok ? write(item.stored.draft, ids[next++] ?? '') : JSON.stringify(refusedView(item.refusal, locale)),
  );
  if (mode === 'one') return views[0] ?? '';
  return `{"accepted":${ids.length},"refused":${items.length - ids.length},"items":[${views.join(',')}]}`;
}
