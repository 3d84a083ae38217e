import type { CaseFile, CaseHistoryEntry } from '../../../contracts/registrations.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { Section } from '../../../ui/layout/Page.tsx';

export function CaseHistory({ file }: { file: CaseFile }) {
  const t = useT();
  return (
    <Section title={t.caseFile.history}>
      {file.history.length === 0 ? (
        <p className="text-sm text-muted">{t.caseFile.noHistory}</p>
      ) : (
        <ol className="flex max-h-96 flex-col gap-2.5 overflow-y-auto border-l-2 border-line pl-4 text-sm">
          {file.history.map((entry, index) => (
            // Two things may happen at one moment.
            <li key={`${entry.at}${entry.kind}${index}`}>
              <span className="font-semibold">{nameOf(entry, t)}</span> {detailOf(entry, t)}{' '}
              <span className="text-xs text-muted">
                <Time at={entry.at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function nameOf({ kind }: CaseHistoryEntry, t: Dictionary): string {
  const names: Readonly<Record<string, string>> = t.caseFile.events;
  return names[kind] ?? kind;
}

/** The operator, and the state or the paper it was about. */
function detailOf({ operator, data }: CaseHistoryEntry, t: Dictionary): string {
  const states: Readonly<Record<string, string>> = t.senders.states;
  const kinds: Readonly<Record<string, string>> = t.caseFile.kinds;
  const parts = [
    operator === null ? undefined : t.operators[operator].name,
    states[String(data['status'])],
    kinds[String(data['kind'])],
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
