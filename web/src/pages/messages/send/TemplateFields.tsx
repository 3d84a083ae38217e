import { useEffect } from 'react';
import { variablesIn } from '../../../../../src/lib/template/render.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FilePicker } from '../../../ui/form/FilePicker.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { HEADER_FILES } from '../../templates/header-files.ts';
import { useNewestWording, useTemplates } from '../../templates/use-templates.ts';
import { emptyTemplate, type TemplateDraft } from './content-draft.ts';

interface TemplateFieldsProps {
  readonly draft: TemplateDraft;
  readonly onChange: (change: Partial<TemplateDraft>) => void;
}

/** Which template, its values, and the file in its header. */
export function TemplateFields({ draft, onChange }: TemplateFieldsProps) {
  const words = useT().content.editor;
  const { data } = useTemplates();
  const published = data?.items.filter(({ version }) => version > 0) ?? [];
  const chosen = useNewestWording(draft.id);
  const used = chosen === undefined ? undefined : variablesIn(chosen.wording);
  const variables = chosen?.design.variables.filter(({ name }) => used?.has(name)) ?? [];
  const missing = variables.filter(({ name }) => draft.variables[name] === undefined);
  useEffect(() => {
    // What is not asked for cannot be missed when sending: every name gets a value, empty at first.
    if (missing.length > 0)
      onChange({
        variables: { ...Object.fromEntries(missing.map(({ name }) => [name, ''])), ...draft.variables },
      });
  });
  const header = chosen?.wording.header;
  return (
    <>
      <Field
        label={words.template}
        help={data !== undefined && published.length === 0 ? words.templateNone : undefined}
        required
      >
        <Select
          value={draft.id}
          options={[
            { value: '', label: words.chooseTemplate },
            ...published.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => onChange({ ...emptyTemplate, id: target.value })}
        />
      </Field>
      {variables.length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          {variables.map(({ name, sample }) => (
            <Field key={name} label={<span className="font-mono">{name}</span>} required>
              <Input
                value={draft.variables[name] ?? ''}
                maxLength={500}
                placeholder={sample}
                onChange={({ target }) =>
                  onChange({ variables: { ...draft.variables, [name]: target.value } })
                }
              />
            </Field>
          ))}
        </div>
      )}
      {header?.type === 'media' && (
        <Field label={words.templateFile} help={words.templateFileHelp}>
          <FilePicker
            file={draft.file}
            accept={HEADER_FILES[header.kind]}
            onPick={(file) => onChange({ file })}
          />
        </Field>
      )}
    </>
  );
}
