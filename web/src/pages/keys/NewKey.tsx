import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useMembership } from '../../app/session.tsx';
import { ApiKeyMode, CreatedApiKey, type Permission } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/form/Checkbox.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { CreatedKey } from './CreatedKey.tsx';
import { expiryAfter, USUAL_SCOPES } from './key-state.ts';

const LIFETIMES = [0, 30, 90, 365] as const;

export function NewKey({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const [name, setName] = useState('');
  const [mode, setMode] = useState<Mode>('live');
  const [scopes, setScopes] = useState<readonly Permission[]>(USUAL_SCOPES);
  const [days, setDays] = useState(0);
  const create = useAction({
    run: (api) =>
      api.send('POST', '/v1/keys', CreatedApiKey, {
        name,
        mode,
        scopes,
        ...(days === 0 ? {} : { expiresAt: expiryAfter(days, Date.now()) }),
      }),
    refresh: ['keys'],
    inForm: true,
  });
  if (create.data !== undefined) return <CreatedKey created={create.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.keys.create}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={scopes.length === 0}
            busy={create.isPending}
          >
            {t.keys.create}
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
        <div className="grid gap-4 sm:grid-cols-2">
          <ModeField mode={mode} onChange={setMode} />
          <Field label={t.keys.expires} error={faultOf(create.error, 'expiresAt')}>
            <Select
              value={String(days)}
              onChange={(event) => setDays(Number(event.target.value))}
              options={LIFETIMES.map((value) => ({
                value: String(value),
                label: value === 0 ? t.keys.expiresNever : t.keys.expiresIn(value),
              }))}
            />
          </Field>
        </div>
        <ScopePicker scopes={scopes} onChange={setScopes} />
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}

interface ScopePickerProps {
  readonly scopes: readonly Permission[];
  readonly onChange: (scopes: readonly Permission[]) => void;
}

/** A key may do no more than the member who makes it. */
function ScopePicker({ scopes, onChange }: ScopePickerProps) {
  const t = useT();
  const { permissions } = useMembership();
  const box = (scope: Permission) => (
    <Checkbox
      key={scope}
      label={t.keys.permissions[scope]}
      checked={scopes.includes(scope)}
      onChange={(checked) =>
        onChange(checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
      }
    />
  );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-semibold">{t.keys.scopes}</legend>
      {permissions.filter((scope) => USUAL_SCOPES.includes(scope)).map(box)}
      <details>
        <summary className="mb-2 min-h-6 text-sm text-muted">{t.keys.moreScopes}</summary>
        <div className="grid gap-2 sm:grid-cols-2">
          {permissions.filter((scope) => !USUAL_SCOPES.includes(scope)).map(box)}
        </div>
      </details>
    </fieldset>
  );
}

type Mode = 'live' | 'test';

function ModeField({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const t = useT();
  return (
    <Field label={t.keys.mode} help={t.keys.modeHelp[mode]}>
      <Select
        value={mode}
        onChange={(event) => onChange(ApiKeyMode.parse(event.target.value))}
        options={ApiKeyMode.options.map((value) => ({ value, label: t.keys.modes[value] }))}
      />
    </Field>
  );
}
