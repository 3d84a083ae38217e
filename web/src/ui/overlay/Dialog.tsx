import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../Button.tsx';
import { cx } from '../cx.ts';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** Shown once and lost when closed by a stray click: only the buttons close it. */
  readonly stubborn?: boolean;
}

/** The platform's modal dialog: keeps focus inside, Escape closes, focus returns where it came from. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({
  onClose,
  title,
  children,
  footer,
  wide = false,
  stubborn = false,
}: Omit<DialogProps, 'open'>) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!stubborn) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && !stubborn) onClose();
      }}
      className={cx(
        'titian-dialog m-auto max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] overflow-hidden rounded-lg border border-line bg-surface p-0 text-ink shadow-float',
        'max-md:mb-0 max-md:max-h-[92dvh] max-md:w-full max-md:max-w-none max-md:rounded-b-none',
        wide ? 'md:max-w-2xl' : 'md:max-w-md',
      )}
    >
      <div className="flex max-h-[inherit] flex-col">
        <header className="flex items-center justify-between gap-3 px-5 pt-4 pb-2">
          <h2 id={titleId} className="text-base font-bold">
            {title}
          </h2>
          {!stubborn && (
            <IconButton icon={X} size="sm" label={t.common.close} onClick={onClose} className="-mr-1.5" />
          )}
        </header>
        <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        {footer !== undefined && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
            {footer}
          </footer>
        )}
      </div>
    </dialog>
  );
}
