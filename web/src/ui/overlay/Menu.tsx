import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  readonly side?: 'bottom' | 'top' | 'right';
}

/** Not modal: Radix would lock scrolling with an injected style, which the content security policy forbids. */
export function Menu({ trigger, children, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="rise z-50 min-w-52 max-w-80 rounded-md border border-line bg-surface p-1 text-sm shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

export function MenuItem({
  onSelect,
  children,
  icon: Icon,
  danger = false,
  checked,
  disabled = false,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cx(
        'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 py-1.5 outline-none select-none',
        'data-disabled:cursor-not-allowed data-disabled:opacity-55 data-highlighted:bg-hover',
        danger && 'text-bad',
      )}
    >
      {Icon !== undefined && <Icon aria-hidden size={16} className={danger ? '' : 'text-faint'} />}
      <span className="min-w-0 flex-1">{children}</span>
      {checked === true && <Check aria-hidden size={16} className="text-accent-ink" />}
    </DropdownMenu.Item>
  );
}

export const MenuLine = () => <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />;

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs text-faint">{children}</DropdownMenu.Label>;
}
