import { type ImportOptions, ON_EXISTING } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';

interface OptionFieldsProps {
  readonly options: ImportOptions;
  readonly onChange: (options: ImportOptions) => void;
  readonly fault: (field: keyof ImportOptions) => string | undefined;
}

/** An empty field is not sent at all. */
const filled = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

export function OptionFields({ options, onChange, fault }: OptionFieldsProps) {
  const words = useT().contactTransfer.mapping;
  return (
    <div className="flex flex-col gap-4">
      <Field label={words.onExisting} help={words.existingHelp} error={fault('onExisting')}>
        <Select
          options={ON_EXISTING.map((value) => ({ value, label: words.existing[value] }))}
          value={options.onExisting}
          onChange={({ target }) => {
            const onExisting = ON_EXISTING.find((one) => one === target.value);
            if (onExisting !== undefined) onChange({ ...options, onExisting });
          }}
        />
      </Field>
      <Field label={words.tag} optional={words.optional} help={words.tagHelp} error={fault('tag')}>
        <Input
          maxLength={40}
          value={options.tag ?? ''}
          onChange={({ target }) => onChange({ ...options, tag: filled(target.value) })}
        />
      </Field>
      <Field
        label={words.consent}
        optional={words.optional}
        help={words.consentHelp}
        error={fault('consent')}
      >
        <Textarea
          rows={2}
          maxLength={500}
          value={options.consent ?? ''}
          onChange={({ target }) => onChange({ ...options, consent: filled(target.value) })}
        />
      </Field>
    </div>
  );
}
