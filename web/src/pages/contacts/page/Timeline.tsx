import { Link } from '@tanstack/react-router';
import { Ban, History as HistoryIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '../../../app/session.tsx';
import type { ContactTimelineEntry, TimelineMessage } from '../../../contracts/contacts.ts';
import { MessageStatus } from '../../../contracts/messages.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { ContentIcon } from '../../../ui/data/ContentIcon.tsx';
import { STATUS_LOOKS } from '../../../ui/data/StatusBadge.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { LoadMore } from '../../../ui/layout/LoadMore.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { useTimeline } from '../use-contacts.ts';
import { ChangeStory } from './ChangeStory.tsx';

/** Everything that happened, newest first: theirs on the left, ours on the right, what was changed between. */
export function Timeline({ contactId }: { contactId: string }) {
  const words = useT().contacts.page;
  const query = useTimeline(contactId);
  return (
    <>
      <QueryView query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <p className="py-8 text-center text-sm text-muted">{words.timelineEmpty}</p>;
          return (
            <ol className="flex flex-col gap-4">
              {items.map((entry) => (
                <li key={`${entry.type} ${entry.id}`} className="flex flex-col">
                  <Entry entry={entry} />
                </li>
              ))}
            </ol>
          );
        }}
      </QueryView>
      <LoadMore
        more={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}

function Entry({ entry }: { entry: ContactTimelineEntry }) {
  const words = useT().contacts.page;
  switch (entry.type) {
    case 'message':
      return <MessageBubble message={entry.message} at={entry.at} />;
    case 'change':
      return (
        <Between icon={<HistoryIcon aria-hidden size={14} />} at={entry.at}>
          <ChangeStory change={entry.change} />
        </Between>
      );
    case 'opt_out':
      return (
        <Between icon={<Ban aria-hidden size={14} className="text-hold" />} at={entry.at}>
          <p className="text-sm font-semibold">{words.optOut(phoneWords(entry.optOut.address))}</p>
        </Between>
      );
  }
}

const phoneWords = (address: string): string =>
  address.startsWith('+') && !address.includes('•') ? formatPhone(address) : address;

function Between({ icon, at, children }: { icon: ReactNode; at: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5 rounded-md bg-sunken px-3 py-2">
      <span className="mt-1 shrink-0 text-faint">{icon}</span>
      <div className="min-w-0 flex-1">{children}</div>
      <span className="shrink-0 text-xs text-muted">
        <Time at={at} />
      </span>
    </div>
  );
}

function MessageBubble({ message, at }: { message: TimelineMessage; at: string }) {
  const t = useT();
  const may = useMay();
  const ours = message.direction === 'out';
  const status = MessageStatus.safeParse(message.status);
  const missing = message.class === 'otp' ? t.contacts.page.code : t.contacts.page.hidden;
  const bubble = (
    <p
      className={cx(
        'w-fit rounded-lg px-3 py-2 text-sm break-words whitespace-pre-wrap',
        ours ? 'rounded-br-sm bg-accent-soft' : 'rounded-bl-sm bg-sunken',
        message.text === null && 'text-muted italic',
      )}
    >
      <ContentIcon content={message.content} />
      {message.text ?? missing}
    </p>
  );
  return (
    <article
      aria-label={ours ? t.messages.list.out : t.messages.list.in}
      className={cx(
        'flex max-w-[86%] flex-col gap-1',
        ours ? 'items-end self-end' : 'items-start self-start',
      )}
    >
      {may('messages:read') ? (
        <Link to="/messages/$messageId" params={{ messageId: message.id }} className="min-w-0 rounded-lg">
          {bubble}
        </Link>
      ) : (
        bubble
      )}
      <span className="flex flex-wrap items-center gap-x-1.5 px-1 text-xs text-muted">
        <Time at={at} />
        {ours && status.success && <StatusWord status={status.data} />}
        <span aria-hidden>·</span>
        <span>{message.channel.name}</span>
        <span aria-hidden>·</span>
        <span className="tabular-nums">{phoneWords(message.party)}</span>
      </span>
    </article>
  );
}

function StatusWord({ status }: { status: MessageStatus }) {
  const t = useT();
  const { icon: Icon, tone } = STATUS_LOOKS[status];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1',
        tone === 'bad' && 'text-bad',
        tone === 'good' && 'text-good',
      )}
    >
      <Icon aria-hidden size={13} />
      {t.status[status]}
    </span>
  );
}
