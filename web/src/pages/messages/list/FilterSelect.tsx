import { cx } from '../../../ui/cx.ts';
import { type Option, Select } from '../../../ui/form/Select.tsx';

interface FilterSelectProps {
  readonly label: string;
  /** The choice that filters nothing. */
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  readonly onChange: (value: string | undefined) => void;
}

/** A filter in use stands out from those that let everything through. */
export function FilterSelect({ label, any, value, options, onChange }: FilterSelectProps) {
  const known = value === undefined || options.some((option) => option.value === value);
  return (
    <Select
      size="sm"
      aria-label={label}
      value={value ?? ''}
      options={[{ value: '', label: any }, ...options, ...(known ? [] : [{ value, label: value }])]}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      className={cx(
        'max-md:w-[calc(50%-4px)] md:max-w-44',
        value !== undefined && '[&_select]:border-accent [&_select]:bg-accent-soft [&_select]:font-semibold',
      )}
    />
  );
}
