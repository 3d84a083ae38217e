import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePreferences } from '../app/preferences.ts';
import type { Dictionary } from './dictionary.ts';
import { createFormat, type Format } from './format.ts';
import { type Locale, loadDictionary } from './load.ts';

interface Language {
  readonly locale: Locale;
  readonly t: Dictionary;
}

const LanguageContext = createContext<Language | null>(null);
const ZoneContext = createContext('Asia/Jakarta');

export function I18nProvider({ first, children }: { first: Dictionary; children: ReactNode }) {
  const { locale } = usePreferences();
  const [language, setLanguage] = useState<Language>({ locale, t: first });
  useEffect(() => {
    let current = true;
    document.documentElement.lang = locale;
    void loadDictionary(locale).then((t) => {
      if (current) setLanguage({ locale, t });
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** Times on screen are the workspace's, not the browser's. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('useT needs an I18nProvider around it');
  return language;
}

/** The dictionary of the chosen language: `useT().channels.title`. */
export const useT = (): Dictionary => useLanguage().t;

export const useLocale = (): Locale => useLanguage().locale;

/** Numbers, money, dates and phones in the chosen language and the workspace's zone. */
export function useFormat(): Format {
  const { locale } = useLanguage();
  const zone = useContext(ZoneContext);
  return useMemo(() => createFormat(locale, zone), [locale, zone]);
}
