import { createContext, useContext, useId, type ReactNode } from 'react';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

interface FieldProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** Said beside the label of fields that may stay empty. */
  readonly optional?: string;
  readonly children: ReactNode;
}

/** Label, control, help and error, tied together for people and screen readers. */
export function Field({ label, help, error, required = false, optional, children }: FieldProps) {
  const id = useId();
  const noted = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`].filter(
    Boolean,
  );
  const describedBy = noted.length === 0 ? undefined : noted.join(' ');
  return (
    <FieldContext value={{ id, describedBy, invalid: error !== undefined, required }}>
      <div className="flex min-w-0 flex-col gap-1.5">
        <label htmlFor={id} className="flex items-baseline gap-2 text-sm font-semibold text-ink">
          {label}
          {optional !== undefined && <span className="text-xs font-normal text-faint">{optional}</span>}
        </label>
        {children}
        {error !== undefined && (
          <p id={`${id}-error`} role="alert" className="text-sm text-bad">
            {error}
          </p>
        )}
        {help !== undefined && (
          <p id={`${id}-help`} className="text-xs text-muted">
            {help}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** What a control takes over from the field around it. */
export function useFieldProps(): {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  required?: boolean;
} {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return {
    id: field.id,
    ...(field.describedBy === undefined ? {} : { 'aria-describedby': field.describedBy }),
    ...(field.invalid ? { 'aria-invalid': true as const } : {}),
    ...(field.required ? { required: true } : {}),
  };
}
