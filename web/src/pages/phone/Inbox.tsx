import { PenLine } from 'lucide-react';
import type { z } from 'zod';
import type { PhoneThread } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Time } from '../../ui/data/Time.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { EmptyPhone } from './EmptyPhone.tsx';
import { phoneScreen } from './phone-screen.ts';
import { isUnseen, useSeen } from './seen.ts';
import { TestNumbers } from './TestNumbers.tsx';
import { useThreads } from './use-phone.ts';

type Thread = z.infer<typeof PhoneThread>;

/** Everybody the sandbox talked with, newest on top. */
export function Inbox() {
  const t = useT();
  const threads = useThreads();
  useSeen();
  return (
    <>
      <div className="flex items-center justify-between gap-2 py-1.5 pr-2 pl-4">
        <h3 className="text-lg font-bold">{t.phone.inbox}</h3>
        <IconButton
          icon={PenLine}
          label={t.phone.compose}
          onClick={() => phoneScreen.show({ view: 'compose' })}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <QueryView query={threads} loading={<SkeletonRows rows={4} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyPhone />
            ) : (
              <>
                <ul aria-label={t.phone.threads} aria-live="polite">
                  {items.map((thread) => (
                    <ThreadRow key={thread.phone} thread={thread} />
                  ))}
                </ul>
                <TestNumbers />
              </>
            )
          }
        </QueryView>
      </div>
    </>
  );
}

function ThreadRow({ thread }: { thread: Thread }) {
  const t = useT();
  const number = formatPhone(thread.phone);
  const fresh = isUnseen(thread.phone, thread.lastAt);
  return (
    <li>
      <button
        type="button"
        onClick={() => phoneScreen.show({ view: 'conversation', phone: thread.phone })}
        className="flex w-full items-center gap-3 px-4 py-2.5 text-left transition-colors duration-120 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span
          aria-hidden
          className="inline-flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-bold text-accent-ink tabular-nums"
        >
          {thread.phone.slice(-3)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className={cx('truncate text-sm tabular-nums', fresh ? 'font-bold' : 'font-semibold')}>
              {number}
            </span>
            <span className="shrink-0 text-xs text-muted">
              <Time at={thread.lastAt} />
            </span>
          </span>
          <span className="flex items-center gap-2">
            <span className={cx('min-w-0 flex-1 truncate text-sm', fresh ? 'text-ink' : 'text-muted')}>
              {thread.lastText ?? '–'}
            </span>
            {fresh && (
              <span className="shrink-0 rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-on">
                {t.phone.fresh}
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
