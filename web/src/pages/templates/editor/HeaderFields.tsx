import { useState } from 'react';
import type { TemplateWording } from '../../../../../src/lib/template/design.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FilePicker } from '../../../ui/form/FilePicker.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { HEADER_FILES } from '../header-files.ts';
import { withHeader, withHeaderFile } from './design-draft.ts';

const KINDS = ['text', 'image', 'video', 'document'] as const;
type Kind = (typeof KINDS)[number];

interface HeaderFieldsProps {
  readonly wording: TemplateWording;
  readonly error: string | undefined;
  readonly onChange: (wording: TemplateWording) => void;
}

/** A line of text, or a file: the one given here is the reviewer's example, and goes out unless a message brings its own. */
export function HeaderFields({ wording, error, onChange }: HeaderFieldsProps) {
  const t = useT();
  const words = t.templates.editor;
  const { header } = wording;
  const [kind, setKind] = useState<Kind>(header?.type === 'media' ? header.kind : 'text');
  const picked =
    header?.type === 'media' && header.source.file !== undefined
      ? { id: header.source.file, name: header.filename ?? t.content.kinds[header.kind], kind: header.kind }
      : null;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[160px_minmax(0,1fr)]">
      <Field label={words.headerKind}>
        <Select
          value={kind}
          options={KINDS.map((value) => ({ value, label: words.headerKinds[value] }))}
          onChange={({ target }) => {
            setKind(KINDS.find((one) => one === target.value) ?? 'text');
            onChange(withHeader(wording, ''));
          }}
        />
      </Field>
      {kind === 'text' ? (
        <Field label={words.header} optional={t.common.optional} error={error}>
          <Input
            value={header?.type === 'text' ? header.text : ''}
            maxLength={200}
            onChange={(event) => onChange(withHeader(wording, event.target.value))}
          />
        </Field>
      ) : (
        <Field label={words.headerFile} help={words.headerFileHelp} error={error} required>
          <FilePicker
            file={picked}
            accept={HEADER_FILES[kind]}
            onPick={(file) => onChange(withHeaderFile(wording, kind, file))}
          />
        </Field>
      )}
    </div>
  );
}
