import { ArrowDown, ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import type { MessageStatus, PhoneMessage } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { useSenders } from '../messages/use-routing.ts';
import { Bubble } from './Bubble.tsx';
import { phoneScreen } from './phone-screen.ts';
import { ReplyBox } from './ReplyBox.tsx';
import { markSeen } from './seen.ts';
import { useConversation } from './use-phone.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

/** It has not left Titian, so no phone has it. */
const NOT_LEFT: ReadonlySet<MessageStatus> = new Set([
  'accepted',
  'held',
  'queued',
  'sending',
  'canceled',
  'expired',
]);
/** The API gives so many at most. */
const SHOWN = 100;

/** What lies on one person's phone, oldest on top, and the box to answer. */
export function Conversation({ phone }: { phone: string }) {
  const t = useT();
  const query = useConversation(phone);
  const messages = (query.data?.items ?? []).filter(({ status }) => !NOT_LEFT.has(status));
  const replyTo = useReplyTo(messages);
  const newest = messages.at(-1)?.at;
  useEffect(() => {
    if (newest !== undefined) markSeen(phone, newest);
  }, [phone, newest]);
  const number = formatPhone(phone);
  return (
    <>
      <div className="flex items-center gap-1 border-b border-line px-2 py-1.5">
        <IconButton
          icon={ArrowLeft}
          label={t.phone.back}
          onClick={() => phoneScreen.show({ view: 'inbox' })}
        />
        <div className="min-w-0">
          <h3 className="truncate text-sm font-bold tabular-nums">{t.phone.owner(number)}</h3>
          {replyTo !== undefined && (
            <p className="truncate text-xs text-muted">{t.phone.from(formatPhone(replyTo))}</p>
          )}
        </div>
      </div>
      <QueryView query={query} loading={<SkeletonRows rows={3} />}>
        {() => <Log phone={phone} messages={messages} />}
      </QueryView>
      {query.isSuccess && replyTo !== undefined && <ReplyBox key={phone} phone={phone} to={replyTo} />}
    </>
  );
}

/** The sender that wrote last; the default one when the person wrote first. */
function useReplyTo(messages: readonly PhoneMessage[]): string | undefined {
  const senders = useSenders();
  const wrote = messages.findLast(({ direction }) => direction === 'out')?.sender;
  return wrote ?? (senders.find(({ isDefault }) => isDefault) ?? senders[0])?.address;
}

function Log({ phone, messages }: { phone: string; messages: readonly PhoneMessage[] }) {
  const t = useT();
  const { ref, onScroll, behind, toEnd } = useStickToEnd(messages.length, messages.at(-1)?.id);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col bg-sunken">
      <div
        ref={ref}
        onScroll={onScroll}
        role="log"
        aria-label={t.phone.conversation(formatPhone(phone))}
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-3 py-4 focus-visible:outline-offset-[-2px]"
      >
        {messages.length === 0 && <p className="m-auto text-sm text-muted">{t.phone.emptyThread}</p>}
        {messages.length >= SHOWN && <p className="text-center text-xs text-muted">{t.phone.more}</p>}
        <span aria-hidden className="mt-auto" />
        {messages.map((message) => (
          <Bubble key={message.id} phone={phone} message={message} />
        ))}
      </div>
      {behind && (
        <button
          type="button"
          onClick={toEnd}
          className="rise absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3.5 text-xs font-semibold text-accent-on shadow-float"
        >
          <ArrowDown aria-hidden size={14} />
          {t.phone.newest}
        </button>
      )}
    </div>
  );
}
