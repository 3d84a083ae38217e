import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { KeptDetail, type KeptEntry, KeptPage } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';

const PAGE = 10;
/** A copy of old chats may hold a million characters; nobody reads them here, and a cheap phone must not draw them. */
const MOST_SHOWN = 20_000;

/** What came over the channel and is no message: kept as it came, opened one by one. */
export function KeptEntries({ channelId }: { channelId: string }) {
  const words = useT().channels.kept;
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'channels', channelId, 'kept'],
    queryFn: ({ pageParam, signal }) => {
      const path = `/v1/channels/${encodeURIComponent(channelId)}/kept`;
      return api.get(path, KeptPage, { cursor: pageParam, limit: String(PAGE) }, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{words.title}</h3>
      <p className="text-sm text-muted">{words.body}</p>
      <QueryView query={query}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          if (entries.length === 0) return <p className="text-sm text-muted">{words.empty}</p>;
          return (
            <div className="rounded-md border border-line">
              <ul className="divide-y divide-line">
                {entries.map((entry) => (
                  <Entry key={entry.id} channelId={channelId} entry={entry} />
                ))}
              </ul>
              <LoadMore
                more={query.hasNextPage}
                busy={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </div>
          );
        }}
      </QueryView>
    </section>
  );
}

function Entry({ channelId, entry }: { channelId: string; entry: KeptEntry }) {
  const words = useT().channels.kept;
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const known = words.kinds[entry.kind];
  return (
    <li className="flex flex-col">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 items-center gap-2 px-3 py-2 text-left text-sm hover:bg-sunken"
      >
        <ChevronRight
          aria-hidden
          size={16}
          className={`shrink-0 text-faint transition-transform motion-reduce:transition-none ${open ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0 flex-1 break-words">
          {known ?? <code className="font-mono text-xs">{entry.kind}</code>}
        </span>
        <span className="shrink-0 text-right text-xs text-muted">
          <Time at={entry.at} />
          <span className="block tabular-nums">{words.size(format.number(entry.size))}</span>
        </span>
      </button>
      {open && (
        <div className="px-3 pb-3">
          <Opened channelId={channelId} entry={entry} />
        </div>
      )}
    </li>
  );
}

function Opened({ channelId, entry }: { channelId: string; entry: KeptEntry }) {
  const words = useT().channels.kept;
  const format = useFormat();
  const api = useApi();
  const query = useQuery({
    queryKey: [api.workspaceId, 'channels', channelId, 'kept', entry.id],
    queryFn: ({ signal }) => {
      const path = `/v1/channels/${encodeURIComponent(channelId)}/kept/${encodeURIComponent(entry.id)}`;
      return api.get(path, KeptDetail, {}, signal);
    },
  });
  return (
    <QueryView query={query}>
      {({ raw }) => {
        const whole = JSON.stringify(raw, null, 2);
        return (
          <div className="flex flex-col gap-1.5">
            <div className="max-h-96 overflow-y-auto">
              <CodeBlock code={whole.slice(0, MOST_SHOWN)} label={entry.kind} />
            </div>
            {whole.length > MOST_SHOWN && (
              <p className="text-xs text-muted">
                {words.cut(format.number(MOST_SHOWN), format.number(whole.length))}
              </p>
            )}
          </div>
        );
      }}
    </QueryView>
  );
}
