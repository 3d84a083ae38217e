import { FALLBACK_CAUSES } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Checkbox } from '../../ui/form/Checkbox.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { FormPart } from './FormPart.tsx';
import { type RouteDraft, toggled } from './route-draft.ts';

/** Seconds; what a rule made over the API says besides is kept and offered too. */
const OFFERED = ['15', '30', '60', '120', '300'];

interface FallbackFieldsProps {
  readonly draft: RouteDraft;
  readonly onChange: (part: Partial<RouteDraft>) => void;
}

/** When a message leaves its first channel. Asked only where there is a second one. */
export function FallbackFields({ draft, onChange }: FallbackFieldsProps) {
  const words = useT().routes.form;
  if (draft.channels.length < 2) return null;
  const seconds = [...new Set([...OFFERED, ...(/^[1-9]/.test(draft.receipt) ? [draft.receipt] : [])])];
  return (
    <FormPart title={words.fallback} help={words.fallbackHelp}>
      <div className="flex flex-col gap-2">
        {FALLBACK_CAUSES.map((cause) => (
          <Checkbox
            key={cause}
            label={words.causes[cause]}
            checked={draft.on.includes(cause)}
            onChange={(on) => onChange({ on: toggled(draft.on, cause, on) })}
          />
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={words.receipt}>
          <Select
            value={draft.receipt}
            onChange={(event) => onChange({ receipt: event.target.value })}
            options={[
              { value: 'default', label: words.receiptDefault },
              { value: '0', label: words.receiptNever },
              ...seconds.map((value) => ({ value, label: words.receiptAfter(value) })),
            ]}
          />
        </Field>
        <Field label={words.resend} help={draft.resend === 'yes' ? words.resendHelp : undefined}>
          <Select
            value={draft.resend}
            onChange={({ target: { value } }) =>
              onChange({ resend: value === 'yes' || value === 'no' ? value : 'default' })
            }
            options={[
              { value: 'default', label: words.resendDefault },
              { value: 'yes', label: words.resendYes },
              { value: 'no', label: words.resendNo },
            ]}
          />
        </Field>
      </div>
    </FormPart>
  );
}
