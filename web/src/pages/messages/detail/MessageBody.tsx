import { LockKeyhole } from 'lucide-react';
import type { Message } from '../../../contracts/messages.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { ContentView } from '../../../ui/phone/ContentView.tsx';
import { cx } from '../../../ui/cx.ts';

/** The text as a bubble: ours on the accent, the customer's on grey. */
export function MessageBody({ message }: { message: Message }) {
  const words = useT().messages.detail;
  if (message.text === null) {
    return (
      <div className="flex gap-3 rounded-md bg-dim-soft p-4 text-sm">
        <LockKeyhole aria-hidden size={18} className="mt-px shrink-0 text-dim" />
        <div>
          <p className="font-semibold">{words.otpTitle}</p>
          <p className="mt-0.5 text-muted">{words.otpBody}</p>
        </div>
      </div>
    );
  }
  if (message.content !== null)
    return <ContentView content={message.content} text={message.text} own={message.direction === 'out'} />;
  return (
    <p
      className={cx(
        'w-fit max-w-full rounded-lg px-4 py-3 text-sm whitespace-pre-wrap',
        message.direction === 'out' ? 'rounded-br-sm bg-accent-soft' : 'rounded-bl-sm bg-dim-soft',
      )}
    >
      {message.text}
    </p>
  );
}
