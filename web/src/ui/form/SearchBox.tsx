import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '../cx.ts';
import { Input } from './Input.tsx';

/** Typing pauses this long before the list is asked, milliseconds. */
const TYPING_MS = 200;

interface SearchBoxProps {
  readonly label: string;
  /** What the list shows; undefined where it is not narrowed. */
  readonly value: string | undefined;
  /** Called once typing pauses, without spaces around; undefined when the box is empty. */
  readonly onChange: (value: string | undefined) => void;
  readonly inputMode?: 'search' | 'tel';
  readonly autoFocus?: boolean;
  /** Answers to the key that searches a page; not in dialogs. */
  readonly ofPage?: boolean;
  readonly className?: string;
}

const wantedOf = (typed: string): string | undefined => (typed.trim() === '' ? undefined : typed.trim());

export function SearchBox({
  label,
  value,
  onChange,
  inputMode = 'search',
  autoFocus = false,
  ofPage = true,
  className,
}: SearchBoxProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [said, setSaid] = useState(value);
  const [seen, setSeen] = useState(value);
  // Something else changed the list: "clear filters", or the way back. What this box said itself comes in late and
  // must not undo what was typed since.
  if (value !== seen) {
    setSeen(value);
    if (value !== said) {
      setSaid(value);
      setTyped(value ?? '');
    }
  }
  useEffect(() => {
    const wanted = wantedOf(typed);
    if (wanted === said) return;
    const timer = setTimeout(() => {
      setSaid(wanted);
      onChange(wanted);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, said, onChange]);
  return (
    <span className={cx('relative', className)}>
      <Search
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        inputMode={inputMode}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="pl-8 md:h-8!"
        {...(ofPage ? { 'data-search': '' } : {})}
      />
    </span>
  );
}
