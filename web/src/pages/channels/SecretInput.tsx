import { LockKeyhole } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFieldProps } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';

interface SecretInputProps {
  readonly stored: boolean;
  readonly value: string | boolean | undefined;
  readonly onChange: (secret: string | undefined) => void;
  readonly disabled: boolean;
}

/** Secrets go in and never come out: a stored one can only be replaced. */
export function SecretInput({ stored, value, onChange, disabled }: SecretInputProps) {
  const t = useT();
  const { id } = useFieldProps();
  if (stored && value === undefined) {
    return (
      <div className="flex h-10 items-center justify-between gap-2 rounded-md border border-line bg-sunken pr-1 pl-3 text-sm text-muted md:h-9">
        <span className="flex min-w-0 items-center gap-2">
          <LockKeyhole aria-hidden size={14} className="shrink-0" />
          <span className="truncate" title={t.channels.secretSet}>
            {t.channels.secretSet}
          </span>
        </span>
        {!disabled && (
          <Button
            id={id}
            look="quiet"
            size="sm"
            // The field's label would hide what the button says.
            aria-label={t.channels.replaceSecret}
            onClick={() => onChange('')}
          >
            {t.channels.replaceSecret}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className="flex gap-2">
      <Input
        type="password"
        autoComplete="new-password"
        autoFocus={stored}
        disabled={disabled}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
      {stored && (
        <Button look="quiet" onClick={() => onChange(undefined)}>
          {t.channels.keepSecret}
        </Button>
      )}
    </div>
  );
}
