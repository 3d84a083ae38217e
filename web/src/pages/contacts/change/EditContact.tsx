import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Contact, type Field as FieldShape, type FieldValue } from '../../../contracts/contacts.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { AREA, useFields, useTags } from '../use-contacts.ts';

type Draft = Pick<Contact, 'name' | 'language' | 'note'> & {
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, FieldValue | null>>;
};

/** Only what was changed is sent, so that two people may work on one contact. */
export function EditContact({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useT();
  const words = t.contacts.form;
  const formId = useId();
  const { name, language, note } = contact;
  const before = { name, language, note, tags: contact.tags.map(({ id }) => id), fields: contact.fields };
  const [draft, setDraft] = useState<Draft>(before);
  const save = useAction<void, Contact>({
    run: (api) => api.send('PATCH', `/v1/contacts/${contact.id}`, Contact, changesOf(before, draft)),
    refresh: [AREA],
    inForm: true,
    said: () => words.saved,
    onDone: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.editTitle}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem problem={save.error} />
        <OwnFields draft={draft} onChange={setDraft} />
        <CustomFields draft={draft} onChange={setDraft} />
        <TagFields draft={draft} onChange={setDraft} />
      </form>
    </Dialog>
  );
}

function changesOf(before: Draft, after: Draft): Record<string, unknown> {
  const fields = Object.entries(after.fields).filter(
    ([key, value]) => value !== (before.fields[key] ?? null),
  );
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...(after.name === before.name ? {} : { name: after.name }),
    ...(after.language === before.language ? {} : { language: after.language }),
    ...(after.note === before.note ? {} : { note: after.note }),
    ...(same(before.tags, after.tags) ? {} : { tags: after.tags }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

interface PartProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function OwnFields({ draft, onChange }: PartProps) {
  const words = useT().contacts.form;
  const { languages } = words;
  const known = Object.entries(languages).map(([value, label]) => ({ value, label }));
  const current = draft.language ?? '';
  const options = known.some(({ value }) => value === current)
    ? known
    : [...known, { value: current, label: current }];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_180px]">
        <Field label={words.name}>
          <Input
            maxLength={200}
            value={draft.name ?? ''}
            onChange={({ target }) =>
              onChange({ ...draft, name: target.value.trim() === '' ? null : target.value })
            }
          />
        </Field>
        <Field label={words.language}>
          <Select
            value={current}
            options={options}
            onChange={({ target }) =>
              onChange({ ...draft, language: target.value === '' ? null : target.value })
            }
          />
        </Field>
      </div>
      <Field label={words.note}>
        <Textarea
          maxLength={5000}
          value={draft.note}
          onChange={({ target }) => onChange({ ...draft, note: target.value })}
        />
      </Field>
    </>
  );
}

function CustomFields({ draft, onChange }: PartProps) {
  const locale = useLocale();
  const { data: fields = [] } = useFields();
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map((field) => (
        <Field key={field.key} label={(locale === 'en' ? field.label.en : null) ?? field.label.id}>
          <ValueInput
            field={field}
            value={draft.fields[field.key] ?? null}
            onChange={(value) => onChange({ ...draft, fields: { ...draft.fields, [field.key]: value } })}
          />
        </Field>
      ))}
    </div>
  );
}

interface ValueProps {
  readonly field: FieldShape;
  readonly value: FieldValue | null;
  readonly onChange: (value: FieldValue | null) => void;
}

function ValueInput({ field, value, onChange }: ValueProps) {
  const words = useT().contacts.form;
  const text = value === null ? '' : String(value);
  if (field.type === 'select' || field.type === 'boolean') {
    const choices =
      field.type === 'select'
        ? field.options.map((option) => ({ value: option, label: option }))
        : [
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
          ];
    const read = (chosen: string): FieldValue => (field.type === 'boolean' ? chosen === 'true' : chosen);
    return (
      <Select
        value={text}
        options={[{ value: '', label: words.unset }, ...choices]}
        onChange={({ target }) => onChange(target.value === '' ? null : read(target.value))}
      />
    );
  }
  const type = field.type === 'number' ? 'number' : field.type === 'date' ? 'date' : 'text';
  return (
    <Input
      type={type}
      step="any"
      maxLength={1000}
      value={text}
      onChange={({ target }) =>
        onChange(target.value === '' ? null : type === 'number' ? Number(target.value) : target.value)
      }
    />
  );
}

function TagFields({ draft, onChange }: PartProps) {
  const words = useT().contacts.form;
  const { data: tags = [] } = useTags();
  const toggle = (id: string, on: boolean): void =>
    onChange({ ...draft, tags: on ? [...draft.tags, id] : draft.tags.filter((tag) => tag !== id) });
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{words.tags}</legend>
      {tags.length === 0 && <p className="text-sm text-muted">{words.noTags}</p>}
      <div className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        {tags.map(({ id, name }) => (
          <Checkbox
            key={id}
            checked={draft.tags.includes(id)}
            onChange={(on) => toggle(id, on)}
            label={name}
          />
        ))}
      </div>
    </fieldset>
  );
}
