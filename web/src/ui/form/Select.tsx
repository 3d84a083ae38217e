import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../cx.ts';
import { useFieldProps } from './Field.tsx';
import { controlClass } from './Input.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

type SelectProps = Omit<ComponentProps<'select'>, 'size'> & {
  readonly options: readonly Option[];
  readonly size?: 'md' | 'sm';
};

/** The platform's own list: on phones it is the wheel people know. */
export function Select({ options, size = 'md', className, ...rest }: SelectProps) {
  const field = useFieldProps();
  return (
    <span className={cx('relative inline-block', size === 'md' && 'w-full', className)}>
      <select
        {...field}
        {...rest}
        className={cx(controlClass, 'appearance-none pr-8', size === 'md' ? 'h-10 md:h-9' : 'h-9 md:h-8')}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
