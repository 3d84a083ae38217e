import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../Button.tsx';
import { useHotkeys } from '../hotkeys.ts';

/** A list with the detail of one row beside it; on narrow screens the detail lies on top. */
export function SplitView({ list, detail }: { list: ReactNode; detail: ReactNode }) {
  return (
    <div className="flex items-start gap-5">
      <div className="min-w-0 flex-1">{list}</div>
      {detail}
    </div>
  );
}

interface DetailPanelProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Put this in the child route; `onClose` goes back to the list's address. */
export function DetailPanel({ title, onClose, actions, children }: DetailPanelProps) {
  const t = useT();
  const ref = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(null);
  useHotkeys({ Escape: onClose });
  useEffect(() => {
    cameFrom.current = document.activeElement;
    ref.current?.focus({ preventScroll: true });
    return () => {
      if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus();
    };
  }, []);
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label={typeof title === 'string' ? title : t.common.detail}
      className="panel-enter fixed inset-0 z-30 overflow-y-auto bg-surface outline-none lg:sticky lg:inset-auto lg:top-18 lg:z-10 lg:max-h-[calc(100dvh-88px)] lg:w-[420px] lg:shrink-0 lg:rounded-md lg:border lg:border-line"
    >
      <header className="sticky top-0 z-10 flex items-center justify-between gap-3 border-b border-line bg-surface py-2.5 pr-3 pl-5">
        <h2 className="min-w-0 truncate text-base font-bold">{title}</h2>
        <div className="flex items-center gap-1">
          {actions}
          <IconButton icon={X} size="sm" label={t.common.close} onClick={onClose} />
        </div>
      </header>
      <div className="flex flex-col gap-6 p-5 max-lg:pb-24">{children}</div>
    </aside>
  );
}
