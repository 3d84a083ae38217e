import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useFieldProps } from './Field.tsx';

/** 16 px on phones, or iOS zooms into the field. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-faint ' +
  'transition-colors duration-120 hover:border-faint focus-visible:outline-offset-0 focus-visible:border-focus ' +
  'disabled:bg-sunken disabled:text-muted aria-invalid:border-bad md:text-sm';

type InputProps = ComponentProps<'input'> & { readonly unit?: ReactNode; readonly mono?: boolean };

export function Input({ unit, mono = false, className, ...rest }: InputProps) {
  const field = useFieldProps();
  const input = (
    <input
      {...field}
      {...rest}
      className={cx(
        controlClass,
        'h-10 md:h-9',
        mono && 'font-mono',
        unit !== undefined && 'pr-16',
        className,
      )}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-xs text-faint">
        {unit}
      </span>
    </span>
  );
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  const field = useFieldProps();
  return <textarea rows={4} {...field} {...rest} className={cx(controlClass, 'py-2', className)} />;
}
