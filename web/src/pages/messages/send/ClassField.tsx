import { MESSAGE_CLASSES, type MessageClass } from '../../../contracts/messages.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';

interface ClassFieldProps {
  readonly value: MessageClass;
  readonly onChange: (value: MessageClass) => void;
}

/** What kind of message it is, each explained in a line. */
export function ClassField({ value, onChange }: ClassFieldProps) {
  const t = useT();
  const words = t.messages.send;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{words.class}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {MESSAGE_CLASSES.map((one) => (
          <label
            key={one}
            className={cx(
              'flex cursor-pointer gap-2.5 rounded-md border px-3 py-2 transition-colors duration-120',
              value === one ? 'border-accent bg-accent-soft' : 'border-line hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="class"
              value={one}
              checked={value === one}
              onChange={() => onChange(one)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="block text-sm font-semibold">{t.messageClass[one]}</span>
              <span className="block text-xs text-muted">{words.classes[one]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
