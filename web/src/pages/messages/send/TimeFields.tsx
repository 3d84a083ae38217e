import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Field } from '../../../ui/form/Field.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { wallTime } from '../zone-time.ts';
import type { FormFaults } from './problem-fields.ts';
import { type SendDraft, VALIDITIES } from './send-draft.ts';

interface TimeFieldsProps {
  readonly draft: SendDraft;
  readonly faults: FormFaults;
  readonly onChange: (change: Partial<SendDraft>) => void;
}

/** The farthest a message may be scheduled. */
const FARTHEST_MS = 90 * 24 * 3_600_000;
const SOON_MS = 3_600_000;

/** When it leaves, on the workspace's clock, and how long it is worth sending. */
export function TimeFields({ draft, faults, onChange }: TimeFieldsProps) {
  const words = useT().messages.send;
  const { zone, zoneName } = useFormat();
  const minuteOf = (moment: number): string => wallTime(moment, zone).slice(0, 16);
  const choose = (later: boolean): void =>
    onChange({ later, ...(later && draft.sendAt === '' ? { sendAt: minuteOf(Date.now() + SOON_MS) } : {}) });
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1.5 text-sm font-semibold">{words.when}</legend>
        <div className="grid grid-cols-2 rounded-md border border-line-strong p-0.5">
          {[false, true].map((later) => (
            <label
              key={String(later)}
              className={cx(
                'flex h-9 cursor-pointer items-center justify-center rounded-sm text-sm font-semibold md:h-7.5',
                'has-focus-visible:outline-2 has-focus-visible:outline-focus',
                draft.later === later ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:text-ink',
              )}
            >
              <input
                type="radio"
                name="when"
                className="sr-only"
                checked={draft.later === later}
                onChange={() => choose(later)}
              />
              {later ? words.later : words.now}
            </label>
          ))}
        </div>
        {draft.later && (
          <Field label={words.sendAt(zoneName)} error={faults.fields.sendAt} required>
            <Input
              type="datetime-local"
              value={draft.sendAt}
              min={minuteOf(Date.now())}
              max={minuteOf(Date.now() + FARTHEST_MS)}
              onChange={(event) => onChange({ sendAt: event.target.value.slice(0, 16) })}
            />
          </Field>
        )}
      </fieldset>
      <Field label={words.validity} help={words.validityHelp} error={faults.fields.validitySeconds}>
        <Select
          value={draft.validity}
          options={VALIDITIES.map((value) => ({ value, label: words.validities[value] }))}
          onChange={(event) =>
            onChange({ validity: VALIDITIES.find((one) => one === event.target.value) ?? 'default' })
          }
        />
      </Field>
    </div>
  );
}
