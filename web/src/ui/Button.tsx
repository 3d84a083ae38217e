import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'quiet-danger' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-accent-on hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  /** Leads to something that can't be taken back; the confirmation has the loud one. */
  'quiet-danger': 'text-bad hover:bg-hover',
  danger: 'bg-bad text-surface hover:bg-bad-hover',
};

interface Shape {
  readonly look?: Look;
  readonly size?: 'md' | 'sm';
  readonly icon?: LucideIcon;
}

/** Classes of a button, for links that look like one. */
export function buttonClass({ look = 'secondary', size = 'md' }: Shape = {}, iconOnly = false): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-semibold whitespace-nowrap select-none',
    'transition-colors duration-120 disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55',
    size === 'md' ? 'h-10 text-sm md:h-9' : 'h-8 text-sm md:h-8 md:text-xs',
    iconOnly ? (size === 'md' ? 'w-10 md:w-9' : 'w-8') : size === 'md' ? 'px-4 md:px-3.5' : 'px-3',
    LOOKS[look],
  );
}

type ButtonProps = Shape & { readonly busy?: boolean; readonly children: ReactNode } & Omit<
    ComponentProps<'button'>,
    'size'
  >;

export function Button({ look, size, icon: Icon, busy = false, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass({ ...(look && { look }), ...(size && { size }) }), className)}
    >
      {busy ? <Spinner /> : Icon !== undefined && <Icon aria-hidden size={16} strokeWidth={2} />}
      {children}
    </button>
  );
}

type IconButtonProps = Shape & { readonly icon: LucideIcon; readonly label: string } & Omit<
    ComponentProps<'button'>,
    'size'
  >;

/** A button that is only a picture; `label` says what it does. */
export function IconButton({ look = 'quiet', size, icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={cx(buttonClass({ look, ...(size && { size }) }, true), className)}
    >
      <Icon aria-hidden size={18} strokeWidth={1.9} />
    </button>
  );
}

export function Spinner() {
  return (
    <svg aria-hidden="true" className="size-4 animate-spin" viewBox="0 0 16 16" fill="none">
      <circle cx="8" cy="8" r="6.5" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
