import type { ContactChange } from '../../../contracts/contacts.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { shown } from '../change/MergeConflicts.tsx';
import { useWhatWords } from './use-what-words.ts';

/** One change in a line or two: what happened, with whom, which values. */
export function ChangeStory({ change }: { change: ContactChange }) {
  const words = useT().contacts;
  const whatWords = useWhatWords();
  const names = change.others.map(({ name }) => name ?? words.nameless);
  const addresses = change.identities.map(({ kind, address }) =>
    kind === 'phone' && !address.includes('•') ? formatPhone(address) : address,
  );
  const about = [...new Set([...names, ...addresses])].join(' · ');
  const word = (value: ContactChange['edits'][number]['before']): string =>
    value === null || value === '' ? words.history.nothing : shown(value, words.form);
  return (
    <div className="min-w-0 text-sm">
      <p>
        <span className="font-semibold">{words.changes[change.kind]}</span>
        {about !== '' && <span className="break-words text-muted"> · {about}</span>}
        {change.undone && <span className="text-muted"> ({words.history.undone})</span>}
      </p>
      {change.edits.map(({ what, before, after }) => (
        <p key={what} className="text-xs break-words text-muted">
          {whatWords(what)}: {words.history.from(word(before), word(after))}
        </p>
      ))}
    </div>
  );
}
