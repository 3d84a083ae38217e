import { CheckCheck, CircleX, Ellipsis, Eye, SmilePlus } from 'lucide-react';
import type { PhoneMessage } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { STATUS_LOOKS } from '../../ui/data/StatusBadge.tsx';
import { Menu, MenuItem, MenuLabel } from '../../ui/overlay/Menu.tsx';
import { ContentView } from '../../ui/phone/ContentView.tsx';
import { type Reply, useReceipt, useReply } from './use-phone.ts';

const REACTIONS = ['👍', '❤️', '🙏'] as const;

/** One message on the phone, of whatever kind: the company's on the left, the person's own on the right. */
export function Bubble({ phone, message }: { phone: string; message: PhoneMessage }) {
  const t = useT();
  const format = useFormat();
  const received = message.direction === 'out';
  const reply = useReply(() => undefined);
  const answer = (content: NonNullable<Reply['content']>): void => {
    if (!reply.isPending) reply.mutate({ phone, to: message.sender, content, replyTo: message.id });
  };
  return (
    <article
      aria-label={received ? t.phone.sentToYou(formatPhone(message.sender)) : t.common.you}
      className={cx(
        'flex max-w-[86%] flex-col gap-1',
        received ? 'items-start self-start' : 'items-end self-end',
      )}
    >
      {received && (
        <span className="px-1 text-xs font-semibold text-muted">{formatPhone(message.sender)}</span>
      )}
      <div className="flex items-end gap-1">
        {message.content !== null ? (
          <ContentView
            content={message.content}
            text={message.text}
            own={!received}
            onPick={received ? answer : undefined}
          />
        ) : (
          <p
            className={cx(
              'rise w-fit rounded-lg px-3 py-2 text-sm whitespace-pre-wrap',
              received
                ? 'rounded-bl-sm bg-surface shadow-[0_0_0_1px_var(--line)]'
                : 'rounded-br-sm bg-accent-soft',
            )}
          >
            {message.text}
          </p>
        )}
        {received && (
          <ReceiptMenu
            message={message}
            onReact={(emoji) => answer({ type: 'reaction', message: message.id, emoji })}
          />
        )}
      </div>
      <span className="flex items-center gap-1.5 px-1 text-xs text-muted tabular-nums">
        <time dateTime={message.at} title={format.dateTime(message.at)}>
          {format.short(message.at)}
        </time>
        {received && <BubbleStatus message={message} />}
      </span>
    </article>
  );
}

function BubbleStatus({ message }: { message: PhoneMessage }) {
  const t = useT();
  const { icon: Icon, tone } = STATUS_LOOKS[message.status];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1',
        tone === 'bad' && 'text-bad',
        tone === 'good' && 'text-good',
      )}
    >
      <Icon aria-hidden size={13} />
      {t.status[message.status]}
    </span>
  );
}

/** Plays the operator: the receipt goes back as a real one would. */
function ReceiptMenu({ message, onReact }: { message: PhoneMessage; onReact: (emoji: string) => void }) {
  const { phone: words, content } = useT();
  const receipt = useReceipt(words.receiptSent);
  const give = (status: 'delivered' | 'read' | 'failed') => () =>
    receipt.mutate({ messageId: message.id, status });
  const read = message.status === 'read';
  const arrived = read || message.status === 'delivered';
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} size="sm" label={words.receipt} className="size-7 text-faint" />}
    >
      <MenuLabel>{words.receiptHelp}</MenuLabel>
      <MenuItem icon={CheckCheck} disabled={arrived} onSelect={give('delivered')}>
        {words.receipts.delivered}
      </MenuItem>
      <MenuItem icon={Eye} disabled={read} onSelect={give('read')}>
        {words.receipts.read}
      </MenuItem>
      <MenuItem icon={CircleX} disabled={arrived} onSelect={give('failed')}>
        {words.receipts.failed}
      </MenuItem>
      <MenuLabel>{content.answer.reactions}</MenuLabel>
      {REACTIONS.map((emoji) => (
        <MenuItem key={emoji} icon={SmilePlus} onSelect={() => onReact(emoji)}>
          {emoji}
        </MenuItem>
      ))}
    </Menu>
  );
}
