import { Link, useNavigate } from '@tanstack/react-router';
import { MessageSquareText, Send } from 'lucide-react';
import { useRecentMessages } from '../../api/lists.ts';
import type { Message } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { ContentIcon } from '../../ui/data/ContentIcon.tsx';
import { StatusBadge } from '../../ui/data/StatusBadge.tsx';
import { Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';

const SHOWN = 8;
/** Nobody but the recipient reads a one-time password; dots stand for it. */
const HIDDEN_TEXT = '••••••';

const otherSide = (message: Message): string =>
  formatPhone(message.direction === 'in' ? message.from : message.to);

export function RecentMessages() {
  const t = useT();
  const query = useRecentMessages(SHOWN);
  return (
    <Surface>
      <header className="flex items-center justify-between gap-4 px-4 pt-3 pb-1">
        <h2 className="text-sm font-semibold">{t.home.recent.title}</h2>
        <Link
          to="/messages"
          className="inline-flex min-h-6 items-center text-sm font-semibold text-accent-ink hover:underline"
        >
          {t.home.recent.all}
        </Link>
      </header>
      <QueryView query={query}>
        {(messages) =>
          messages.length === 0 ? (
            <EmptyState
              icon={MessageSquareText}
              title={t.home.today.none}
              action={
                <Link to="/messages/send" className={buttonClass({ look: 'primary' })}>
                  <Send aria-hidden size={16} />
                  {t.shell.pages.send}
                </Link>
              }
            >
              {t.home.recent.empty}
            </EmptyState>
          ) : (
            <RecentTable messages={messages} />
          )
        }
      </QueryView>
    </Surface>
  );
}

function Said({ message: { text, content } }: { message: Message }) {
  return (
    <span className="text-muted">
      <ContentIcon content={content} />
      {text ?? HIDDEN_TEXT}
    </span>
  );
}

function RecentTable({ messages }: { messages: readonly Message[] }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Table
      label={t.home.recent.title}
      rows={messages}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/messages/$messageId', params: { messageId: id } })}
      columns={[
        { key: 'phone', title: t.home.recent.columns.phone, width: 'w-40', cell: otherSide },
        {
          key: 'text',
          title: t.home.recent.columns.text,
          cell: (message) => <Said message={message} />,
        },
        {
          key: 'status',
          title: t.home.recent.columns.status,
          width: 'w-36',
          cell: ({ status }) => <StatusBadge status={status} />,
        },
        {
          key: 'time',
          title: t.home.recent.columns.time,
          width: 'w-28',
          align: 'right',
          cell: ({ createdAt }) => <Time at={createdAt} />,
        },
      ]}
      headless
      phoneRow={(message) => (
        <>
          <span className="flex items-center justify-between gap-3">
            <span className="font-semibold tabular-nums">{otherSide(message)}</span>
            <StatusBadge status={message.status} />
          </span>
          <span className="mt-1 flex items-baseline justify-between gap-3 text-muted">
            <span className="truncate">
              <Said message={message} />
            </span>
            <span className="text-xs">
              <Time at={message.createdAt} />
            </span>
          </span>
        </>
      )}
    />
  );
}
