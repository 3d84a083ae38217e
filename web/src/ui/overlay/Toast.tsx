import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';

/** A way on from what was said: `Lihat pesan`. */
export interface ToastWay {
  readonly label: string;
  readonly run: () => void;
}

interface Note {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly detail: string | undefined;
  readonly way: ToastWay | undefined;
}

export interface Toaster {
  /** Says that something worked; a function takes it back, a way leads on. */
  readonly say: (title: string, undo?: (() => void) | ToastWay) => void;
  /** Says that something failed; stays until closed. */
  readonly warn: (title: string, remedy?: string) => void;
}

const GOOD_MS = 5000;
const WITH_WAY_MS = 8000;
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
      say: (title, undo) => {
        const way = typeof undo === 'function' ? { label: t.common.undo, run: undo } : undo;
        add({ tone: 'good', title, detail: undefined, way }, way === undefined ? GOOD_MS : WITH_WAY_MS);
      },
      warn: (title, remedy) => add({ tone: 'bad', title, detail: remedy, way: undefined }, null),
    };
  }, [close, t]);
  return (
    <ToastContext value={toaster}>
      {children}
      <section
        aria-label={t.common.notices}
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-18 z-60 flex flex-col items-center gap-2 px-4"
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
      {note.way !== undefined && (
        <button
          type="button"
          className="shrink-0 rounded-sm px-2 py-1 font-semibold text-accent-ink hover:bg-hover"
          onClick={() => {
            note.way?.run();
            onClose();
          }}
        >
          {note.way.label}
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
