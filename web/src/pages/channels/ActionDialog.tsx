import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import type { ChannelAction } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

interface ActionDialogProps {
  readonly channelId: string;
  readonly action: ChannelAction;
  readonly onClose: () => void;
}

/** Asks for what the action needs and has it done at the provider. */
export function ActionDialog({ channelId, action, onClose }: ActionDialogProps) {
  const words = useT().channels.setup;
  const locale = useLocale();
  const [input, setInput] = useState(() => chosenAtFirst(action));
  const label = action.label[locale];
  const perform = useAction({
    run: (api) => api.send('POST', `/v1/channels/${channelId}/actions/${action.name}`, Nothing, { input }),
    refresh: ['channels'],
    said: () => words.performed(label),
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog open title={label} onClose={onClose}>
      {/* What may stay empty is known by the action alone. */}
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          perform.mutate();
        }}
      >
        {action.help !== undefined && <p className="text-sm text-muted">{action.help[locale]}</p>}
        {action.fields.map((field) => (
          <Field
            key={field.name}
            label={field.label[locale]}
            help={field.help?.[locale]}
            required
            error={faultOf(perform.error, `input.${field.name}`)}
          >
            <ActionInput
              field={field}
              value={input[field.name] ?? ''}
              onChange={(value) => setInput({ ...input, [field.name]: value })}
            />
          </Field>
        ))}
        <FormProblem problem={perform.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" look="primary" busy={perform.isPending}>
            {label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A list shows its first choice as chosen, so it is. */
const chosenAtFirst = (action: ChannelAction): Readonly<Record<string, string>> =>
  Object.fromEntries(
    action.fields.flatMap(({ name, input, options }) =>
      input === 'select' && options?.[0] !== undefined ? [[name, options[0].value]] : [],
    ),
  );

interface ActionInputProps {
  readonly field: ChannelAction['fields'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ActionInput({ field, value, onChange, ...rest }: ActionInputProps) {
  const locale = useLocale();
  const change = (event: { readonly target: { readonly value: string } }): void =>
    onChange(event.target.value);
  if (field.input === 'select') {
    const options = (field.options ?? []).map((one) => ({ value: one.value, label: one.label[locale] }));
    return <Select {...rest} value={value} onChange={change} options={options} />;
  }
  const type = field.input === 'password' ? 'password' : 'text';
  return (
    <Input {...rest} type={type} value={value} onChange={change} autoComplete="off" spellCheck={false} />
  );
}
