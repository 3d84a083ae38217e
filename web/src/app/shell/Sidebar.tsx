import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { Tooltip } from '../../ui/overlay/Tooltip.tsx';
import { type NavigationItem, visibleNavigation } from '../navigation.ts';
import { preferences, usePreferences } from '../preferences.ts';
import { useMay } from '../session.tsx';
import { DeadLetterCount } from './DeadLetterCount.tsx';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx';

export function Sidebar() {
  const t = useT();
  const may = useMay();
  const narrow = usePreferences().sidebar === 'narrow';
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={t.shell.navigation}
      className={cx(
        'sticky top-0 hidden h-dvh shrink-0 flex-col overflow-y-auto border-r border-line bg-surface py-3 md:flex',
        narrow ? 'w-15 items-center px-2' : 'w-56 px-3',
      )}
    >
      <WorkspaceSwitcher narrow={narrow} />
      <div className="mt-4 flex w-full flex-1 flex-col gap-4">
        {visibleNavigation(may).map((group) => (
          <div key={group.name}>
            {!narrow && <p className="px-2.5 pb-1 text-xs text-faint">{t.shell.groups[group.name]}</p>}
            <ul className="flex flex-col gap-0.5">
              {group.items.map((item) => (
                <li key={item.to}>
                  <SidebarLink item={item} narrow={narrow} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <button
        type="button"
        aria-expanded={!narrow}
        onClick={() => preferences.write({ sidebar: narrow ? 'open' : 'narrow' })}
        className="mt-4 flex h-9 items-center gap-2.5 rounded-md px-2.5 text-xs text-muted hover:bg-hover hover:text-ink"
      >
        <Toggle aria-hidden size={18} strokeWidth={1.8} />
        <span className={narrow ? 'sr-only' : ''}>{narrow ? t.shell.expand : t.shell.collapse}</span>
      </button>
    </nav>
  );
}

function SidebarLink({ item, narrow }: { item: NavigationItem; narrow: boolean }) {
  const t = useT();
  const { icon: Icon } = item;
  const label = t.shell.pages[item.page];
  const link = (
    <Link
      to={item.to}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      className={cx(
        'flex h-9 items-center gap-2.5 rounded-md text-sm font-medium text-muted transition-colors duration-120 hover:bg-hover hover:text-ink',
        'aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent-ink',
        narrow ? 'w-11 justify-center' : 'px-2.5',
      )}
    >
      <Icon aria-hidden size={18} strokeWidth={1.8} className="shrink-0" />
      <span className={narrow ? 'sr-only' : 'truncate'}>{label}</span>
      {item.badge !== undefined && <DeadLetterCount className={narrow ? 'absolute -mt-5 ml-6' : 'ml-auto'} />}
    </Link>
  );
  return narrow ? (
    <Tooltip text={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
