import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { useFields } from '../use-contacts.ts';

/** `name` or `fields.<key>` as people call it. */
export function useWhatWords(): (what: string) => string {
  const words = useT().contacts.what;
  const locale = useLocale();
  const { data: fields = [] } = useFields();
  const own: Readonly<Record<string, string>> = words;
  return (what) => {
    const field = fields.find(({ key }) => what === `fields.${key}`);
    if (field !== undefined) return (locale === 'en' ? field.label.en : null) ?? field.label.id;
    return own[what] ?? what.replace(/^fields\./, '');
  };
}
