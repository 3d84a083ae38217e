import { preferences } from './preferences.ts';

/** Keeps `data-theme` on the root element in step with the choice and with the system. */
export function startTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme } = preferences.read();
    const dark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  };
  system.addEventListener('change', apply);
  preferences.subscribe(apply);
  apply();
}
