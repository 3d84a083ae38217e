import { ArrowRight } from 'lucide-react';
import type { ColumnTarget, ImportPreview } from '../../../contracts/contacts.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { optionsOf, targetOf, valueOf } from './targets.ts';
import { useContactFields } from './use-imports.ts';

interface ColumnListProps {
  readonly columns: readonly string[];
  readonly rows: ImportPreview['rows'];
  readonly mapping: readonly ColumnTarget[];
  readonly onChange: (mapping: ColumnTarget[]) => void;
}

/** Each column of the file with a sample, beside it what it becomes. */
export function ColumnList({ columns, rows, mapping, onChange }: ColumnListProps) {
  const words = useT().contactTransfer.mapping;
  const locale = useLocale();
  const { data: fields = [] } = useContactFields();
  const options = optionsOf(words, fields, locale);
  const sampleOf = (i: number): string =>
    rows
      .map(({ cells }) => cells[i] ?? '')
      .filter((cell) => cell.trim() !== '')
      .slice(0, 3)
      .join(' · ');
  return (
    <ul className="divide-y divide-line">
      {columns.map((column, i) => (
        <li
          key={`${i} ${column}`}
          className="grid items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_16px_minmax(200px,280px)]"
        >
          <div className="min-w-0">
            <p className="truncate text-sm font-semibold">{column}</p>
            <p className="truncate text-xs text-muted">{sampleOf(i) || '–'}</p>
          </div>
          <ArrowRight aria-hidden size={16} className="text-faint max-sm:hidden" />
          <Select
            aria-label={`${column}: ${words.target}`}
            options={options}
            value={valueOf(mapping[i] ?? { to: 'skip' })}
            onChange={(event) =>
              onChange(mapping.map((one, at) => (at === i ? targetOf(event.target.value, column) : one)))
            }
          />
        </li>
      ))}
    </ul>
  );
}
