import type { Contact } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Facts } from '../../../ui/data/Facts.tsx';
import { shown } from '../change/MergeConflicts.tsx';
import { TagChip } from '../list/TagChip.tsx';
import { useFields } from '../use-contacts.ts';
import { useWhatWords } from './use-what-words.ts';

/** What was written down about the person: fields in their order, tags, language, the note. */
export function Details({ contact }: { contact: Contact }) {
  const words = useT().contacts;
  const format = useFormat();
  const whatWords = useWhatWords();
  const { data: fields = [] } = useFields();
  const languages: Readonly<Record<string, string>> = words.form.languages;
  const facts = [
    ...(contact.language === null
      ? []
      : [{ label: words.form.language, value: languages[contact.language] ?? contact.language }]),
    ...fields.flatMap(({ key, type }) => {
      const value = contact.fields[key];
      return value === undefined
        ? []
        : [
            {
              label: whatWords(`fields.${key}`),
              value: type === 'date' ? format.date(`${String(value)}T00:00:00Z`) : shown(value, words.form),
            },
          ];
    }),
    { label: words.page.created, value: format.dateTime(contact.createdAt) },
  ];
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-bold">{words.page.details}</h2>
      {contact.tags.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {contact.tags.map((tag) => (
            <TagChip key={tag.id} tag={tag} />
          ))}
        </div>
      )}
      <Facts facts={facts} />
      {contact.note !== '' && (
        <div>
          <h3 className="mb-1 text-xs font-semibold text-muted">{words.page.note}</h3>
          <p className="rounded-md bg-sunken px-3 py-2 text-sm break-words whitespace-pre-wrap">
            {contact.note}
          </p>
        </div>
      )}
    </section>
  );
}
