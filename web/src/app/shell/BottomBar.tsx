import { Link, useNavigate } from '@tanstack/react-router';
import { CircleUserRound, Ellipsis } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { type NavigationItem, visibleNavigation } from '../navigation.ts';
import { useMay } from '../session.tsx';
import { DeadLetterCount } from './DeadLetterCount.tsx';

/** What people look at on the way, as many as a thumb reaches at 360 px; the rest is behind "Lainnya". */
const ON_BAR: ReadonlySet<NavigationItem['page']> = new Set(['home', 'messages', 'pipeline', 'channels']);
const TAB =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-1 text-xs text-muted aria-[current=page]:font-semibold aria-[current=page]:text-accent-ink';

export function BottomBar() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const [more, setMore] = useState(false);
  const items = visibleNavigation(may).flatMap((group) => group.items);
  const onBar = items.filter(({ page }) => ON_BAR.has(page));
  const behind = items.filter(({ page }) => !ON_BAR.has(page));
  const go = (to: NavigationItem['to'] | '/account'): void => {
    setMore(false);
    void navigate({ to });
  };
  return (
    <nav
      aria-label={t.shell.navigation}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {onBar.map(({ to, page, icon: Icon, badge }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={TAB}>
          <span className="relative">
            <Icon aria-hidden size={20} strokeWidth={1.8} />
            {badge !== undefined && <DeadLetterCount className="absolute -top-2 left-3" />}
          </span>
          {t.shell.pages[page]}
        </Link>
      ))}
      <button type="button" className={TAB} aria-haspopup="dialog" onClick={() => setMore(true)}>
        <Ellipsis aria-hidden size={20} strokeWidth={1.8} />
        {t.shell.moreMenu}
      </button>
      <Dialog open={more} onClose={() => setMore(false)} title={t.shell.moreMenu}>
        <ul className="-mx-2">
          {behind.map(({ to, page, icon: Icon }) => (
            <li key={to}>
              <MoreLink icon={<Icon aria-hidden size={20} strokeWidth={1.8} />} onClick={() => go(to)}>
                {t.shell.pages[page]}
              </MoreLink>
            </li>
          ))}
          <li>
            <MoreLink
              icon={<CircleUserRound aria-hidden size={20} strokeWidth={1.8} />}
              onClick={() => go('/account')}
            >
              {t.shell.pages.account}
            </MoreLink>
          </li>
        </ul>
      </Dialog>
    </nav>
  );
}

function MoreLink({ icon, children, onClick }: { icon: ReactNode; children: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-12 w-full items-center gap-3 rounded-md px-2 text-left text-base hover:bg-hover"
    >
      <span className="text-faint">{icon}</span>
      {children}
    </button>
  );
}
