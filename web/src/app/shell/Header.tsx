import { CloudOff, Search, Smartphone } from 'lucide-react';
import type { LiveState } from '../../api/live.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { usePhoneDrawer } from '../phone-drawer.ts';
import { UserMenu } from './UserMenu.tsx';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx';

interface HeaderProps {
  readonly live: LiveState;
  readonly onSearch: () => void;
  readonly onShortcuts: () => void;
}

export function Header({ live, onSearch, onShortcuts }: HeaderProps) {
  const t = useT();
  const phone = usePhoneDrawer();
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-surface px-4 md:px-8">
      <div className="-ml-2 min-w-0 md:hidden">
        <WorkspaceSwitcher narrow={false} />
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="hidden h-9 w-72 items-center gap-2 rounded-md border border-line bg-canvas px-3 text-sm text-muted hover:border-line-strong md:flex"
      >
        <Search aria-hidden size={16} />
        <span className="flex-1 truncate text-left">{t.shell.search}</span>
        <KeyHint keys={['mod', 'K']} />
      </button>
      <div className="ml-auto flex items-center gap-1">
        <LiveNotice live={live} />
        <span className="md:hidden">
          <IconButton icon={Search} label={t.shell.search} onClick={onSearch} />
        </span>
        {phone.available && (
          <IconButton
            icon={Smartphone}
            label={phone.open ? t.shell.closePhone : t.shell.openPhone}
            aria-pressed={phone.open}
            className={cx(phone.open && 'bg-accent-soft text-accent-ink')}
            onClick={() => phone.setOpen(!phone.open)}
          />
        )}
        <UserMenu onShortcuts={onShortcuts} />
      </div>
    </header>
  );
}

/** Silence means live; only trouble is worth a word. */
function LiveNotice({ live }: { live: LiveState }) {
  const t = useT();
  return (
    <span role="status">
      {live === 'lost' && (
        <span
          title={t.shell.lostHelp}
          className="mr-2 inline-flex h-7 items-center gap-1.5 rounded-full bg-hold-soft px-2.5 text-xs font-semibold text-hold"
        >
          <CloudOff aria-hidden size={14} />
          {t.shell.lost}
          <span className="sr-only">{t.shell.lostHelp}</span>
        </span>
      )}
    </span>
  );
}
