import { useId, type ReactNode } from 'react';
import { cx } from '../cx.ts';

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
}

export function Switch({ checked, onChange, label, help, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-semibold text-ink">
          {label}
        </label>
        {help !== undefined && <p className="mt-0.5 text-xs text-muted">{help}</p>}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={checked}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className={cx(
          'relative h-6 w-10 shrink-0 rounded-full border transition-colors duration-120 disabled:opacity-55',
          checked ? 'border-accent bg-accent' : 'border-line-strong bg-dim-soft',
        )}
      >
        <span
          className={cx(
            'absolute top-1/2 left-0.5 size-4.5 -translate-y-1/2 rounded-full transition-transform duration-120',
            checked ? 'translate-x-4 bg-accent-on' : 'bg-faint',
          )}
        />
      </button>
    </div>
  );
}
