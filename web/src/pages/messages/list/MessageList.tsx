import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowUp, MessageSquareText, SearchX } from 'lucide-react';
import { useMay } from '../../../app/session.tsx';
import { useT } from '../../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { LoadMore } from '../../../ui/layout/LoadMore.tsx';
import { EmptyState } from '../../../ui/state/EmptyState.tsx';
import { ErrorState } from '../../../ui/state/ErrorState.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../../ui/state/Skeleton.tsx';
import type { MessagesSearch } from '../search.ts';
import type { Feed } from './feed.ts';
import { MessageTable } from './MessageTable.tsx';
import { useFeed } from './use-feed.ts';
import { useHeldRows } from './use-held-rows.ts';

interface MessageListProps {
  readonly filters: MessagesSearch;
  readonly openId: string | undefined;
}

export function MessageList({ filters, openId }: MessageListProps) {
  const { feed, changing, older } = useFeed(filters);
  return (
    <QueryView query={feed} loading={<SkeletonRows rows={10} />}>
      {(known) => (
        <div aria-busy={changing} className={cx('transition-opacity duration-120', changing && 'opacity-55')}>
          {known.items.length === 0 ? (
            <NoRows filters={filters} more={older.more} />
          ) : (
            <Rows key={JSON.stringify(filters)} known={known} openId={openId} filters={filters} />
          )}
          {older.problem !== null && <ErrorState problem={older.problem} onRetry={older.load} />}
          <LoadMore more={older.more} busy={older.busy} onMore={older.load} />
        </div>
      )}
    </QueryView>
  );
}

function Rows({ known, openId, filters }: MessageListProps & { known: Feed }) {
  const navigate = useNavigate();
  const { rows, fresh, more, release } = useHeldRows(known.items);
  return (
    <>
      <FreshPill fresh={fresh} more={more} onShow={release} />
      <MessageTable
        rows={rows}
        openId={openId}
        onOpen={({ id }) =>
          void navigate({
            to: '/messages/$messageId',
            params: { messageId: id },
            search: filters,
            resetScroll: false,
          })
        }
      />
    </>
  );
}

/** Says quietly that something came in above; nothing moves until the reader wants it. */
function FreshPill({ fresh, more, onShow }: { fresh: number; more: boolean; onShow: () => void }) {
  const t = useT();
  return (
    <div role="status" className="pointer-events-none sticky top-16 z-10 flex h-0 justify-center">
      {fresh > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="rise pointer-events-auto mt-2 inline-flex h-8 items-center gap-1.5 rounded-full bg-accent px-3.5 text-xs font-semibold text-accent-on shadow-float hover:bg-accent-hover"
        >
          <ArrowUp aria-hidden size={14} />
          {t.messages.list.fresh(fresh, more)}
        </button>
      )}
    </div>
  );
}

function NoRows({ filters, more }: { filters: MessagesSearch; more: boolean }) {
  const { list } = useT().messages;
  const may = useMay();
  const navigate = useNavigate();
  const filtered = Object.values(filters).some((value) => value !== undefined);
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title={list.noMatch.title}
        action={
          <Button onClick={() => void navigate({ to: '/messages', search: {} })}>
            {list.noMatch.action}
          </Button>
        }
      >
        {more ? list.noMatch.more : list.noMatch.body}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessageSquareText}
      title={list.empty.title}
      action={
        may('messages:send') && (
          <Link to="/messages/send" className={buttonClass({ look: 'primary' })}>
            {list.empty.action}
          </Link>
        )
      }
    >
      {list.empty.body}
    </EmptyState>
  );
}
