import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';

interface Note {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly detail: string | undefined;
  readonly undo: (() => void) | undefined;
}

export interface Toaster {
  /** Says that something worked; `undo` takes it back. */
  readonly say: (title: string, undo?: () => void) => void;
  /** Says that something failed; stays until closed. */
  readonly warn: (title: string, remedy?: string) => void;
}

const GOOD_MS = 5000;
const UNDO_MS = 8000;
const AT_MOST = 3;

const ToastContext = createContext<Toaster | null>(null);

export function useToast(): Toaster {
  const toaster = useContext(ToastContext);
  if (toaster === null) throw new Error('useToast needs a ToastProvider around it');
  return toaster;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const next = useRef(1);
  const close = useCallback((id: number) => setNotes((all) => all.filter((note) => note.id !== id)), []);
  const toaster = useMemo<Toaster>(() => {
    const add = (note: Omit<Note, 'id'>, forMs: number | null): void => {
      const id = next.current++;
      setNotes((all) => [...all.slice(1 - AT_MOST), { ...note, id }]);
      if (forMs !== null) setTimeout(() => close(id), forMs);
    };
    return {
      say: (title, undo) =>
        add({ tone: 'good', title, detail: undefined, undo }, undo === undefined ? GOOD_MS : UNDO_MS),
      warn: (title, remedy) => add({ tone: 'bad', title, detail: remedy, undo: undefined }, null),
    };
  }, [close]);
  return (
    <ToastContext value={toaster}>
      {children}
      <section
        aria-label={t.common.notices}
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-18 z-60 flex flex-col items-center gap-2 px-4 md:bottom-6"
      >
        {notes.map((note) => (
          <ToastCard key={note.id} note={note} onClose={() => close(note.id)} />
        ))}
      </section>
    </ToastContext>
  );
}

function ToastCard({ note, onClose }: { note: Note; onClose: () => void }) {
  const t = useT();
  const Icon = note.tone === 'good' ? CircleCheck : CircleAlert;
  return (
    <div className="rise pointer-events-auto flex w-full max-w-md items-start gap-3 rounded-md border border-line bg-surface py-3 pr-2 pl-4 text-sm shadow-float">
      <Icon
        aria-hidden
        size={18}
        className={note.tone === 'good' ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-bad'}
      />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-semibold">{note.title}</p>
        {note.detail !== undefined && <p className="mt-0.5 text-muted">{note.detail}</p>}
      </div>
      {note.undo !== undefined && (
        <button
          type="button"
          className="rounded-sm px-2 py-1 font-semibold text-accent-ink hover:bg-hover"
          onClick={() => {
            note.undo?.();
            onClose();
          }}
        >
          {t.common.undo}
        </button>
      )}
      <button
        type="button"
        aria-label={t.common.close}
        className="rounded-sm p-1.5 text-faint hover:bg-hover"
        onClick={onClose}
      >
        <X aria-hidden size={16} />
      </button>
    </div>
  );
}
