import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import { Field as FieldShape, FIELD_TYPES, FieldType } from '../../../contracts/contacts.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { AREA, useFields } from '../use-contacts.ts';

export function FieldSettings() {
  const words = useT().contacts.settings;
  const may = useMay();
  const query = useFields();
  return (
    <Section title={words.fields} lead={words.fieldsLead}>
      <QueryView query={query}>
        {(fields) =>
          fields.length === 0 ? (
            <p className="text-sm text-muted">{words.noFields}</p>
          ) : (
            <ul className="divide-y divide-line">
              {fields.map((field) => (
                <FieldRow key={field.key} field={field} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {may('contacts:manage') && <NewField />}
    </Section>
  );
}

function FieldRow({ field }: { field: FieldShape }) {
  const words = useT().contacts.settings;
  const may = useMay();
  const locale = useLocale();
  const [deleting, setDeleting] = useState(false);
  const label = (locale === 'en' ? field.label.en : null) ?? field.label.id;
  const remove = useAction<void>({
    run: (api) => api.send('DELETE', `/v1/contact-fields/${field.key}`, Nothing),
    said: () => words.deleted,
    onDone: () => setDeleting(false),
    refresh: [AREA],
  });
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 text-sm">
      <span className="min-w-0">
        <span className="font-semibold">{label}</span> <code className="text-xs text-faint">{field.key}</code>
        {field.options.length > 0 && (
          <span className="block truncate text-xs text-muted">{field.options.join(', ')}</span>
        )}
      </span>
      <span className="flex shrink-0 items-center gap-2 text-xs text-muted">
        {words.types[field.type]}
        {may('contacts:manage') && (
          <IconButton
            size="sm"
            icon={Trash2}
            label={`${words.deleteField}: ${label}`}
            onClick={() => setDeleting(true)}
          />
        )}
      </span>
      <ConfirmDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        title={words.deleteFieldAsk(label)}
        confirm={words.deleteField}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.deleteFieldBody}
      </ConfirmDialog>
    </li>
  );
}

/** "Tanggal lahir" → `tanggal_lahir`, until somebody writes a key of their own. */
const keyFrom = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);

function NewField() {
  const words = useT().contacts.settings;
  const [label, setLabel] = useState('');
  const [ownKey, setOwnKey] = useState<string>();
  const [type, setType] = useState<FieldType>('text');
  const [options, setOptions] = useState('');
  const key = ownKey ?? keyFrom(label);
  const create = useAction<void, FieldShape>({
    run: (api) =>
      api.send('POST', '/v1/contact-fields', FieldShape, {
        key,
        label: { id: label.trim() },
        type,
        options: type === 'select' ? lines(options) : [],
      }),
    said: (field) => words.fieldAdded(field.label.id),
    onDone: () => {
      setLabel('');
      setOwnKey(undefined);
      setOptions('');
    },
    refresh: [AREA],
    inForm: true,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4 border-t border-line pt-4">
      <FormProblem problem={create.error} />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={words.label}>
          <Input maxLength={60} value={label} onChange={({ target }) => setLabel(target.value)} />
        </Field>
        <Field label={words.type}>
          <Select
            value={type}
            options={FIELD_TYPES.map((value) => ({ value, label: words.types[value] }))}
            onChange={({ target }) => setType(FieldType.parse(target.value))}
          />
        </Field>
        <Field label={words.key} help={words.keyHelp}>
          <Input mono maxLength={40} value={key} onChange={({ target }) => setOwnKey(target.value)} />
        </Field>
      </div>
      {type === 'select' && (
        <Field label={words.options}>
          <Textarea rows={3} value={options} onChange={({ target }) => setOptions(target.value)} />
        </Field>
      )}
      <div>
        <Button type="submit" busy={create.isPending} disabled={label.trim() === '' || key === ''}>
          {words.addField}
        </Button>
      </div>
    </form>
  );
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
