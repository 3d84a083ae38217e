import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  /** The label is only spoken (row selection). */
  readonly hideLabel?: boolean;
  readonly disabled?: boolean;
}

export function Checkbox({
  checked,
  onChange,
  label,
  help,
  hideLabel = false,
  disabled = false,
}: CheckboxProps) {
  return (
    <label className="flex min-h-6 items-start gap-2.5">
      <span className="relative mt-0.5 inline-flex size-5 shrink-0">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer size-5 appearance-none rounded border border-line-strong bg-surface checked:border-accent checked:bg-accent disabled:opacity-55"
        />
        <Check
          aria-hidden
          size={14}
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto hidden text-accent-on peer-checked:block"
        />
      </span>
      <span className={hideLabel ? 'sr-only' : 'min-w-0 text-sm'}>
        {label}
        {help !== undefined && <span className="block text-xs text-muted">{help}</span>}
      </span>
    </label>
  );
}
