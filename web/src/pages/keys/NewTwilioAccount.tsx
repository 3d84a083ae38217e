import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ApiKeyMode } from '../../contracts/accounts.ts';
import { CreatedTwilioAccount } from '../../contracts/twilio.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { PointHere } from './PointHere.tsx';

export function NewTwilioAccount({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const [name, setName] = useState('');
  const [mode, setMode] = useState<'live' | 'test'>('live');
  const create = useAction({
    run: (api) => api.send('POST', '/v1/twilio/accounts', CreatedTwilioAccount, { name, mode }),
    refresh: ['keys'],
    inForm: true,
  });
  if (create.data !== undefined) return <CreatedAccount created={create.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.keys.twilio.create}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
            {t.keys.twilio.create}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Field label={t.keys.name} help={t.keys.nameHelp} required error={faultOf(create.error, 'name')}>
          <Input
            autoFocus
            maxLength={80}
            placeholder={t.keys.namePlaceholder}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t.keys.mode} help={t.keys.modeHelp[mode]}>
          <Select
            value={mode}
            onChange={(event) => setMode(ApiKeyMode.parse(event.target.value))}
            options={ApiKeyMode.options.map((value) => ({ value, label: t.keys.modes[value] }))}
          />
        </Field>
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}

/** The only time the token is readable; a stray click or Escape must not lose it. */
function CreatedAccount({ created, onClose }: { created: CreatedTwilioAccount; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      open
      stubborn
      wide
      onClose={onClose}
      title={t.keys.twilio.createdTitle}
      footer={
        <Button look="primary" onClick={onClose}>
          {t.keys.stored}
        </Button>
      }
    >
      <p className="mb-4 text-sm text-muted">{t.keys.twilio.createdBody}</p>
      <div className="flex flex-col gap-4">
        <CodeBlock
          label={t.keys.twilio.environment}
          code={`TWILIO_ACCOUNT_SID=${created.accountSid}\nTWILIO_AUTH_TOKEN=${created.authToken}`}
        />
        <PointHere />
      </div>
    </Dialog>
  );
}
