import type { Contact, FieldValue, MergePreview } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { nameOf } from '../list/contact-name.ts';
import { useWhatWords } from '../page/use-what-words.ts';

interface ConflictsProps {
  readonly people: readonly Contact[];
  readonly conflicts: MergePreview['conflicts'];
  readonly take: Readonly<Record<string, string>>;
  readonly onTake: (take: Readonly<Record<string, string>>) => void;
}

/** One choice per value that differs; the contact that stays is chosen unless somebody says otherwise. */
export function MergeConflicts({ people, conflicts, take, onTake }: ConflictsProps) {
  const words = useT().contacts;
  const whatWords = useWhatWords();
  const stays = people[0]?.id;
  if (conflicts.length === 0) return <p className="text-sm text-muted">{words.merge.noConflicts}</p>;
  return (
    <section className="flex flex-col gap-4 text-sm">
      <h3 className="font-semibold">{words.merge.conflicts}</h3>
      {conflicts.map(({ what, values }) => {
        const chosen = take[what] ?? (values.some(({ contact }) => contact === stays) ? stays : undefined);
        return (
          <fieldset key={what} className="flex flex-col gap-1.5">
            <legend className="mb-1.5 text-xs font-semibold text-muted">{whatWords(what)}</legend>
            {values.map(({ contact, value }) => (
              <label
                key={contact}
                className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md border border-line px-3 py-1.5 has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name={what}
                  checked={chosen === contact}
                  onChange={() => onTake({ ...take, [what]: contact })}
                  className="accent-(--accent)"
                />
                <span className="min-w-0 flex-1 truncate">{shown(value, words.form)}</span>
                <span className="shrink-0 truncate text-xs text-muted">
                  {ownerOf(people, contact, words.nameless)}
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </section>
  );
}

const ownerOf = (people: readonly Contact[], id: string, nameless: string): string => {
  const owner = people.find((one) => one.id === id);
  return owner === undefined ? '' : nameOf(owner, nameless);
};

export const shown = (value: FieldValue, words: { readonly yes: string; readonly no: string }): string =>
  typeof value === 'boolean' ? (value ? words.yes : words.no) : String(value);
