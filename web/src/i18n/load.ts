import type { Dictionary } from './dictionary.ts';

export type Locale = 'id' | 'en';

/** Only the chosen language travels to the browser. */
export async function loadDictionary(locale: Locale): Promise<Dictionary> {
  return locale === 'en' ? (await import('./en/index.ts')).en : (await import('./id/index.ts')).id;
}
