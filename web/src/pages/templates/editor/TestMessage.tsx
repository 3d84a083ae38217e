import { useState } from 'react';
import { faultOf } from '../../../api/problem.ts';
import { useChannels } from '../../../api/lists.ts';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import type { Template } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';

/** The newest version with its samples, as any other message: same gate, same price. */
export function TestMessage({ template }: { template: Template }) {
  const t = useT();
  const may = useMay();
  const words = t.templates.test;
  const channels = useChannels();
  const [to, setTo] = useState('');
  const [channel, setChannel] = useState('auto');
  const send = useAction({
    run: (api) =>
      api.send('POST', '/v1/messages', Nothing, {
        to,
        channel,
        template: {
          id: template.id,
          variables: Object.fromEntries(template.design.variables.map(({ name, sample }) => [name, sample])),
        },
      }),
    refresh: ['messages'],
    said: () => words.sent,
    inForm: true,
  });
  if (template.version === 0) return <p className="text-sm text-muted">{words.publishFirst}</p>;
  if (!may('messages:send')) return null;
  const open = (channels.data ?? []).filter(({ enabled }) => enabled);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={words.to} required error={faultOf(send.error, 'to')}>
          <Input
            required
            type="tel"
            inputMode="tel"
            placeholder="0812-3456-7890"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
        <Field label={words.channel} error={faultOf(send.error, 'channel')}>
          <Select
            value={channel}
            onChange={(event) => setChannel(event.target.value)}
            options={[
              { value: 'auto', label: words.auto },
              ...open.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      </div>
      <FormProblem problem={send.error} />
      <div>
        <Button type="submit" look="primary" size="sm" busy={send.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
