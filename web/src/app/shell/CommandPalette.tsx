import { useNavigate } from '@tanstack/react-router';
import { KeyRound, Languages, MessageSquareText, Moon, Plus, Send, Smartphone, UserPlus } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { visibleNavigation } from '../navigation.ts';
import { usePhoneDrawer } from '../phone-drawer.ts';
import { preferences } from '../preferences.ts';
import { useMay } from '../session.tsx';
import { findEntries, type PaletteEntry, phoneInQuery } from './palette-entries.ts';

/** Ctrl/⌘-K: every page and action by its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const listId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const entries = usePaletteEntries(query);
  const chosen = entries[Math.min(at, entries.length - 1)];
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(entries.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t.shell.palette.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="titian-dialog mx-auto mt-[12dvh] w-[calc(100vw-32px)] max-w-xl rounded-lg border border-line bg-surface p-0 text-ink shadow-float"
    >
      <input
        type="text"
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        aria-label={t.shell.palette.placeholder}
        placeholder={t.shell.palette.placeholder}
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        className="h-13 w-full rounded-t-lg border-b border-line bg-surface px-4 text-base text-ink outline-none placeholder:text-faint"
      />
      {entries.length === 0 && (
        <p role="status" className="px-5 py-8 text-center text-sm text-muted">
          {t.shell.palette.empty}
        </p>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={t.shell.palette.title}
        hidden={entries.length === 0}
        className="max-h-[50dvh] overflow-y-auto p-2"
      >
        {entries.map((entry) => (
          <PaletteOption
            key={entry.id}
            id={`${listId}-${entry.id}`}
            entry={entry}
            chosen={entry === chosen}
            onRun={() => run(entry)}
          />
        ))}
      </div>
    </dialog>
  );
}

function PaletteOption({
  id,
  entry,
  chosen,
  onRun,
}: {
  id: string;
  entry: PaletteEntry;
  chosen: boolean;
  onRun: () => void;
}) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  const { icon: Icon } = entry;
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={ref}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onClick={onRun}
      onKeyDown={undefined}
      className={cx(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 text-sm hover:bg-hover',
        chosen && 'bg-hover',
      )}
    >
      <Icon aria-hidden size={18} strokeWidth={1.8} className="shrink-0 text-faint" />
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      <span className="text-xs text-faint">{t.shell.palette[entry.group]}</span>
    </div>
  );
}

function usePaletteEntries(query: string): PaletteEntry[] {
  const t = useT();
  const may = useMay();
  const phone = usePhoneDrawer();
  const navigate = useNavigate();
  const { locale, theme } = preferences.read();
  const pages = visibleNavigation(may)
    .flatMap((group) => group.items)
    .map(({ to, page, icon }) =>
      entry('pages', page, t.shell.pages[page], icon, () => void navigate({ to })),
    );
  const sending = [
    may('messages:send') &&
      entry('actions', 'send', t.shell.pages.send, Send, () => void navigate({ to: '/messages/send' })),
    may('channels:write') &&
      entry(
        'actions',
        'channel',
        t.shell.pages.newChannel,
        Plus,
        () => void navigate({ to: '/channels/new' }),
      ),
    may('keys:write') &&
      entry('actions', 'key', t.shell.pages.keys, KeyRound, () => void navigate({ to: '/keys' })),
    may('members:write') &&
      entry('actions', 'invite', t.shell.pages.members, UserPlus, () => void navigate({ to: '/members' })),
    phone.available && entry('actions', 'phone', t.shell.openPhone, Smartphone, () => phone.setOpen(true)),
  ].filter((found) => found !== false);
  const look = [
    entry('actions', 'account', t.shell.pages.account, KeyRound, () => void navigate({ to: '/account' })),
    entry(
      'actions',
      'theme',
      `${t.shell.theme}: ${t.shell.themes[theme === 'dark' ? 'light' : 'dark']}`,
      Moon,
      () => preferences.write({ theme: theme === 'dark' ? 'light' : 'dark' }),
    ),
    entry('actions', 'language', locale === 'id' ? 'English' : 'Bahasa Indonesia', Languages, () =>
      preferences.write({ locale: locale === 'id' ? 'en' : 'id' }),
    ),
  ];
  const number = phoneInQuery(query);
  if (number !== undefined) {
    return [
      entry(
        'actions',
        'messages-of',
        t.shell.palette.messagesOf(query.trim()),
        MessageSquareText,
        () => void navigate({ to: '/messages', search: { phone: number } }),
      ),
      entry(
        'actions',
        'send-to',
        t.shell.palette.sendTo(query.trim()),
        Send,
        () => void navigate({ to: '/messages/send', search: { to: number } }),
      ),
    ];
  }
  return findEntries([...pages, ...sending, ...look], query);
}

const entry = (
  group: PaletteEntry['group'],
  id: string,
  label: string,
  icon: PaletteEntry['icon'],
  run: () => void,
): PaletteEntry => ({ id: `${group}-${id}`, group, label, icon, run });
