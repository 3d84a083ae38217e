import type { ColumnTarget, ImportPreview } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';

interface PreviewTableProps {
  readonly columns: readonly string[];
  readonly rows: ImportPreview['rows'];
  readonly mapping: readonly ColumnTarget[];
}

/** The file as it was read; columns that are left out are faint. Scrolls sideways by itself. */
export function PreviewTable({ columns, rows, mapping }: PreviewTableProps) {
  const words = useT().contactTransfer;
  const look = (i: number): string => (mapping[i]?.to === 'skip' ? 'text-faint' : '');
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={words.mapping.preview}
      className="max-h-72 overflow-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 bg-sunken">
          <tr className="border-b border-line">
            <th scope="col" className="h-9 px-3 text-right text-xs font-semibold text-muted">
              #
            </th>
            {columns.map((column, i) => (
              <th
                key={`${i} ${column}`}
                scope="col"
                className={cx(
                  'h-9 px-3 text-left text-xs font-semibold whitespace-nowrap text-muted',
                  look(i),
                )}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr key={row} className="border-b border-line last:border-b-0">
              <td className="h-8 px-3 text-right text-xs text-faint tabular-nums">{row}</td>
              {cells.map((cell, i) => (
                <td
                  key={`${i} ${columns[i] ?? ''}`}
                  className={cx('h-8 max-w-60 truncate px-3 whitespace-nowrap tabular-nums', look(i))}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
