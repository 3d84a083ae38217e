import { ArrowLeft, Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { MAX_TEXT_LENGTH } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../ui/form/Input.tsx';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { useSenders } from '../messages/use-routing.ts';
import { phoneScreen } from './phone-screen.ts';
import { EXAMPLE_NUMBER } from './test-numbers.ts';
import { useReply } from './use-phone.ts';

const back = (): void => phoneScreen.show({ view: 'inbox' });

/** A person who writes first. */
export function Compose() {
  const { phone: words } = useT();
  const toast = useToast();
  const senders = useSenders();
  const [from, setFrom] = useState(formatPhone(EXAMPLE_NUMBER));
  const [typedTo, setTo] = useState<string>();
  const [text, setText] = useState('');
  const to = typedTo ?? (senders.find(({ isDefault }) => isDefault) ?? senders[0])?.address ?? '';
  const reply = useReply(() => {
    toast.say(words.composeSent);
    back();
  }, true);
  const problem = reply.error;
  const faults = {
    from: faultOf(problem, 'phone'),
    to: faultOf(problem, 'to'),
    text: faultOf(problem, 'text'),
  };
  const placed = Object.values(faults).some((fault) => fault !== undefined);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    reply.mutate({ phone: from.trim(), to: to.trim(), text });
  };
  return (
    <>
      <div className="flex items-center gap-1 border-b border-line px-2 py-1.5">
        <IconButton icon={ArrowLeft} label={words.back} onClick={back} />
        <h3 className="text-sm font-bold">{words.composeTitle}</h3>
      </div>
      <form onSubmit={onSubmit} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <Field label={words.composeNumber} error={faults.from} required>
          <Input inputMode="tel" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label={words.composeTo} error={faults.to} required>
          <Input value={to} maxLength={64} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <Field label={words.composeText} error={faults.text} required>
          <Textarea
            autoFocus
            value={text}
            maxLength={MAX_TEXT_LENGTH}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {!placed && <FormProblem problem={problem} />}
        <Button
          type="submit"
          look="primary"
          icon={Send}
          busy={reply.isPending}
          disabled={text.trim() === '' || from.trim() === '' || to.trim() === ''}
          className="w-fit"
        >
          {words.send}
        </Button>
      </form>
    </>
  );
}
