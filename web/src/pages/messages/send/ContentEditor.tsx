import { useT } from '../../../i18n/I18n.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FilePicker } from '../../../ui/form/FilePicker.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { type ContentDraft, EDITED_KINDS } from './content-draft.ts';
import { TemplateFields } from './TemplateFields.tsx';

interface ContentEditorProps {
  readonly content: ContentDraft;
  readonly error: string | undefined;
  readonly onChange: (content: ContentDraft) => void;
}

/** What a message holds besides its text; the text is its caption or body then. */
export function ContentEditor({ content, error, onChange }: ContentEditorProps) {
  const words = useT().content.editor;
  const change = (more: Partial<ContentDraft>): void => onChange({ ...content, ...more });
  return (
    <>
      <Field label={words.kind} error={error}>
        <Select
          value={content.kind}
          options={EDITED_KINDS.map((value) => ({ value, label: words[value] }))}
          onChange={({ target }) => {
            const kind = EDITED_KINDS.find((one) => one === target.value) ?? 'text';
            change({ kind, ...(kind === 'list' && content.open === '' ? { open: words.openDefault } : {}) });
          }}
        />
      </Field>
      {content.kind === 'template' && (
        <TemplateFields
          draft={content.template}
          onChange={(template) => change({ template: { ...content.template, ...template } })}
        />
      )}
      {content.kind === 'media' && <FileField content={content} onChange={change} />}
      {(content.kind === 'buttons' || content.kind === 'list') && (
        <Choices content={content} onChange={change} />
      )}
      {content.kind === 'location' && <Place content={content} onChange={change} />}
    </>
  );
}

interface PartProps {
  readonly content: ContentDraft;
  readonly onChange: (more: Partial<ContentDraft>) => void;
}

function FileField({ content, onChange }: PartProps) {
  const words = useT().content.editor;
  return (
    <Field label={words.file} help={words.fileHelp} required>
      <FilePicker file={content.file} onPick={(file) => onChange({ file })} />
    </Field>
  );
}

function Choices({ content, onChange }: PartProps) {
  const words = useT().content.editor;
  const isList = content.kind === 'list';
  return (
    <>
      <Field label={words.choices} help={isList ? words.rowsHelp : words.choicesHelp} required>
        <Textarea
          rows={3}
          value={content.choices}
          onChange={({ target }) => onChange({ choices: target.value })}
        />
      </Field>
      {isList && (
        <Field label={words.open} required>
          <Input
            value={content.open}
            maxLength={20}
            onChange={({ target }) => onChange({ open: target.value })}
          />
        </Field>
      )}
    </>
  );
}

function Place({ content, onChange }: PartProps) {
  const words = useT().content.editor;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={words.latitude} required>
        <Input
          inputMode="decimal"
          value={content.latitude}
          placeholder="-6.1754"
          onChange={({ target }) => onChange({ latitude: target.value })}
        />
      </Field>
      <Field label={words.longitude} required>
        <Input
          inputMode="decimal"
          value={content.longitude}
          placeholder="106.8272"
          onChange={({ target }) => onChange({ longitude: target.value })}
        />
      </Field>
      <Field label={words.name}>
        <Input
          value={content.place}
          maxLength={256}
          onChange={({ target }) => onChange({ place: target.value })}
        />
      </Field>
    </div>
  );
}
