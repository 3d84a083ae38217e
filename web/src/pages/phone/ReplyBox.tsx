import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { MAX_TEXT_LENGTH } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Textarea } from '../../ui/form/Input.tsx';
import { AnswerWith } from './AnswerWith.tsx';
import { useReply } from './use-phone.ts';

/** Answers as the person would; Enter sends, Shift+Enter breaks the line. */
export function ReplyBox({ phone, to }: { phone: string; to: string }) {
  const { phone: words } = useT();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const reply = useReply(() => {
    setText('');
    box.current?.focus();
  });
  const send = (said: string): void => {
    if (said.trim() !== '' && !reply.isPending) reply.mutate({ phone, to, text: said });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(text);
  };
  return (
    <form onSubmit={onSubmit} className="border-t border-line px-3 pt-2 pb-3">
      <div role="group" aria-label={words.quickLabel} className="mb-2 flex flex-wrap gap-2">
        {[words.quick.yes, words.quick.stop].map((said) => (
          <button
            key={said}
            type="button"
            title={said === words.quick.stop ? words.stopHint : undefined}
            disabled={reply.isPending}
            onClick={() => send(said)}
            className="h-7 rounded-full border border-line-strong px-3 text-xs font-semibold text-muted hover:bg-hover hover:text-ink disabled:opacity-55"
          >
            {said}
          </button>
        ))}
      </div>
      <AnswerWith phone={phone} to={to} />
      <div className="flex items-end gap-2">
        <Textarea
          ref={box}
          rows={Math.min(4, text.split('\n').length)}
          value={text}
          maxLength={MAX_TEXT_LENGTH}
          aria-label={words.reply(formatPhone(to))}
          placeholder={words.replyPlaceholder}
          onKeyDown={onKeyDown}
          onChange={(event) => setText(event.target.value)}
          className="resize-none"
        />
        <IconButton
          type="submit"
          look="primary"
          icon={SendHorizontal}
          label={words.send}
          disabled={text.trim() === '' || reply.isPending}
        />
      </div>
    </form>
  );
}
