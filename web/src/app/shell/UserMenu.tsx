import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/overlay/Menu.tsx';
import { preferences, usePreferences } from '../preferences.ts';
import { useSession } from '../session.tsx';

const THEMES = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
] as const;
const LANGUAGES = [
  { locale: 'id', name: 'Bahasa Indonesia' },
  { locale: 'en', name: 'English' },
] as const;

export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const t = useT();
  const { user } = useSession();
  const chosen = usePreferences();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="ml-1 inline-flex size-9 items-center justify-center rounded-full bg-accent-soft text-xs font-bold text-accent-ink hover:bg-hover"
        >
          <span className="sr-only">
            {t.shell.userMenu}: {user.name}
          </span>
          {initialsOf(user.name)}
        </button>
      }
    >
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="truncate font-semibold">{user.name}</p>
        <p className="truncate text-xs text-muted">{user.email}</p>
      </div>
      <MenuLine />
      <MenuItem icon={CircleUserRound} onSelect={() => void navigate({ to: '/account' })}>
        {t.shell.pages.account}
      </MenuItem>
      <MenuItem icon={Keyboard} onSelect={onShortcuts}>
        {t.shell.shortcuts}
      </MenuItem>
      <MenuLine />
      <MenuLabel>{t.shell.theme}</MenuLabel>
      {THEMES.map(({ theme, icon }) => (
        <MenuItem
          key={theme}
          icon={icon}
          checked={chosen.theme === theme}
          onSelect={() => preferences.write({ theme })}
        >
          {t.shell.themes[theme]}
        </MenuItem>
      ))}
      <MenuLabel>{t.shell.language}</MenuLabel>
      {LANGUAGES.map(({ locale, name }) => (
        <MenuItem
          key={locale}
          checked={chosen.locale === locale}
          onSelect={() => preferences.write({ locale })}
        >
          <span lang={locale}>{name}</span>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => signOut.mutate()}>
        {t.shell.signOut}
      </MenuItem>
    </Menu>
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useAction({
    run: (api) => api.send('DELETE', '/v1/session', Nothing),
    onDone: () => {
      // Nothing of this person stays in memory for the next one at this desk; first away from what would ask again.
      void navigate({ to: '/sign-in' }).then(() => queries.clear());
    },
  });
}
