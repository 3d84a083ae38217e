import { useNavigate } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';

const Sent = z.object({ id: z.string() });

export function TestSend({ channelId }: { channelId: string }) {
  const t = useT();
  const words = t.channels.test;
  const navigate = useNavigate();
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const test = useAction({
    run: (api) =>
      api.send('POST', `/v1/channels/${channelId}/test`, Sent, { to, ...(text === '' ? {} : { text }) }),
    refresh: ['messages', 'summary'],
    said: () => words.sent,
    inForm: true,
  });
  const sent = test.data;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <h3 className="text-sm font-bold">{words.title}</h3>
      <Field label={words.to} required error={faultOf(test.error, 'to')}>
        <Input
          type="tel"
          inputMode="tel"
          placeholder="0812-3456-7890"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Field
        label={words.text}
        optional={t.common.optional}
        help={words.textHelp}
        error={faultOf(test.error, 'text')}
      >
        <Input value={text} maxLength={1600} onChange={(event) => setText(event.target.value)} />
      </Field>
      <FormProblem problem={test.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" icon={Send} busy={test.isPending}>
          {words.send}
        </Button>
        {sent !== undefined && (
          <Button
            look="quiet"
            onClick={() => void navigate({ to: '/messages/$messageId', params: { messageId: sent.id } })}
          >
            {words.follow}
          </Button>
        )}
      </div>
    </form>
  );
}
