import type { ApiProblem } from '../../api/problem.ts';
import { faultOf } from '../../api/problem.ts';
import type { ChannelType, SettingsField } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input, Textarea } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Switch } from '../../ui/form/Switch.tsx';
import { SecretInput } from './SecretInput.tsx';
import {
  type Draft,
  type FieldFault,
  groupFields,
  isRequired,
  limitsOf,
  shownFields,
} from './settings-draft.ts';

interface SettingsFieldsProps {
  readonly type: ChannelType;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly secretsSet?: readonly string[];
  readonly faults: ReadonlyMap<string, FieldFault>;
  readonly problem: ApiProblem | null;
  readonly disabled?: boolean;
}

/** The form of a channel type, drawn from what the type says about its own settings. */
export function SettingsFields({ type, ...rest }: SettingsFieldsProps) {
  const t = useT();
  if (type.fields.length === 0) return <p className="text-sm text-muted">{t.channels.nothingToSet}</p>;
  return groupFields(shownFields(type.fields, rest.draft)).map((group) => {
    const fields = (
      <div className="grid gap-4 sm:grid-cols-2">
        {group.fields.map((field) => (
          <OneField key={field.name} type={type} field={field} {...rest} />
        ))}
      </div>
    );
    const title = t.channels.groups[group.name];
    if (group.name === 'advanced') {
      return (
        <details key={group.name} className="group">
          <summary className="mb-3 min-h-6 text-sm font-bold">{title}</summary>
          {fields}
        </details>
      );
    }
    return (
      <fieldset key={group.name} className="min-w-0">
        <legend className="mb-3 text-sm font-bold">{title}</legend>
        {fields}
      </fieldset>
    );
  });
}

type OneFieldProps = SettingsFieldsProps & { readonly field: SettingsField };

function OneField(props: OneFieldProps) {
  const { field, draft, onChange, secretsSet = [], faults, problem, disabled = false } = props;
  const t = useT();
  const locale = useLocale();
  const label = field.label[locale];
  const help = field.help?.[locale];
  if (field.input === 'switch') {
    const set = (next: boolean): void => onChange({ ...draft, [field.name]: next });
    const checked = draft[field.name] === true;
    return (
      <div className="sm:col-span-2">
        <Switch label={label} help={help} checked={checked} onChange={set} disabled={disabled} />
      </div>
    );
  }
  const fault = faults.get(field.name);
  const error =
    fault === undefined
      ? (faultOf(problem, `settings.${field.name}`) ?? faultOf(problem, field.name))
      : t.channels.invalid[fault];
  const stored = field.secret && secretsSet.includes(field.name);
  const required = isRequired(field, draft);
  const drawn = (
    <Field
      label={label}
      help={help}
      error={error}
      required={required && !stored}
      // A list always has something chosen.
      {...(required || field.input === 'select' ? {} : { optional: t.common.optional })}
    >
      <Control {...props} stored={stored} />
    </Field>
  );
  return field.input === 'multiline' ? <div className="min-w-0 sm:col-span-2">{drawn}</div> : drawn;
}

function Control({
  type,
  field,
  draft,
  onChange,
  stored,
  disabled = false,
}: OneFieldProps & { readonly stored: boolean }) {
  const locale = useLocale();
  const value = draft[field.name];
  const limits = limitsOf(type, field.name);
  if (field.secret) {
    return (
      <SecretInput
        stored={stored}
        value={value}
        disabled={disabled}
        onChange={(next) => onChange(withSecret(draft, field.name, next))}
      />
    );
  }
  const common = {
    value: typeof value === 'string' ? value : '',
    disabled,
    onChange: (event: { readonly target: { readonly value: string } }): void =>
      onChange({ ...draft, [field.name]: event.target.value }),
  };
  if (field.input === 'select') {
    const options = (field.options ?? []).map((option) => ({
      value: option.value,
      label: option.label[locale],
    }));
    return <Select {...common} options={options} />;
  }
  const typed = { ...common, autoComplete: 'off', spellCheck: false };
  if (field.input === 'multiline')
    return <Textarea {...typed} rows={5} className="font-mono" maxLength={limits.maxLength} />;
  return (
    <Input
      {...limits}
      {...typed}
      type={field.input}
      inputMode={field.input === 'number' ? 'decimal' : 'text'}
      unit={field.unit}
    />
  );
}

/** `undefined` takes the secret out of the form: the stored one stays. */
function withSecret(draft: Draft, name: string, secret: string | undefined): Draft {
  const { [name]: _old, ...rest } = draft;
  return secret === undefined ? rest : { ...rest, [name]: secret };
}
