import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useHotkeys } from '../hotkeys.ts';
import { cx } from '../cx.ts';
import { usePhoneWidth } from '../media.ts';
import { useNarrow } from '../use-narrow.ts';
import { useWindowRows } from './window-rows.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'left' | 'right';
  /** Tailwind width: `w-40`. */
  readonly width?: string;
  /** Left out where the table has less than 768 px, or while a detail is open beside. */
  readonly wideOnly?: boolean;
}

interface TableProps<Row> {
  /** Says what the rows are, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly onOpen?: (row: Row) => void;
  /** Key of the row whose detail is open. */
  readonly openKey?: string | undefined;
  /** One row on a phone: two lines instead of columns. */
  readonly phoneRow: (row: Row) => ReactNode;
  readonly compact?: boolean;
  /** Column titles are only spoken: for short lists that explain themselves. */
  readonly headless?: boolean;
  /** Rows that came in while somebody watches: they slide in. */
  readonly isFresh?: (row: Row) => boolean;
}

/** A column without a width of its own tells nothing in less, pixels. */
const LEAST_COLUMN = 120;

/**
 * Rows of 40 px (32 compact) in tabular figures; two-line rows on a phone, and where the columns have no room.
 * j/k or the arrows move, Enter opens. Beyond 150 rows only those in view are drawn.
 */
export function Table<Row>(props: TableProps<Row>) {
  const phone = usePhoneWidth();
  // It stays what it was while a detail takes some of its room: rows that were drawn anew would lose the focus.
  const { ref, narrow } = useNarrow(leastWidth(props.columns), props.openKey !== undefined);
  const { rows, rowKey, onOpen } = props;
  const [focused, setFocused] = useState<string | null>(null);
  const move = (by: number): void => {
    const at = rows.findIndex((row) => rowKey(row) === focused);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    setFocused(rowKey(next));
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey(next))}"]`)?.focus();
  };
  const canMove = onOpen !== undefined;
  useHotkeys(canMove ? { j: () => move(1), k: () => move(-1) } : {});
  const list = {
    ...props,
    focused,
    onFocusRow: setFocused,
    onRowKey: (event: KeyboardEvent, row: Row) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter') onOpen?.(row);
      else if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else return;
      event.preventDefault();
    },
  };
  return (
    <div ref={ref} className={cx('@container', props.openKey !== undefined && 'overflow-x-auto')}>
      {phone || narrow ? <PhoneList {...list} /> : <WideTable {...list} />}
    </div>
  );
}

/** What the columns take that stay in a narrow table, pixels. */
function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  let least = 0;
  for (const { width, wideOnly } of columns) {
    if (wideOnly === true) continue;
    const steps = /^w-(\d+)/.exec(width ?? '')?.[1];
    least += steps === undefined ? LEAST_COLUMN : Number(steps) * 4;
  }
  return least;
}

type ListProps<Row> = TableProps<Row> & {
  readonly focused: string | null;
  readonly onFocusRow: (key: string) => void;
  readonly onRowKey: (event: KeyboardEvent, row: Row) => void;
};

function WideTable<Row>({ columns, rows, compact = false, headless = false, ...props }: ListProps<Row>) {
  const view = useWindowRows(rows.length, compact ? 33 : 41);
  const narrow = props.openKey !== undefined;
  const shown = columns.filter(({ wideOnly }) => !(wideOnly === true && narrow));
  const hide = (column: Column<Row>): string => (column.wideOnly === true ? '@max-3xl:hidden' : '');
  return (
    <table ref={view.ref} aria-label={props.label} className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className={headless ? '' : 'border-b border-line'}>
          {shown.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(
                headless ? 'h-0' : 'h-9',
                'truncate px-3 text-left text-xs font-semibold text-muted first:pl-4 last:pr-4',
                column.width,
                hide(column),
                column.align === 'right' && 'text-right',
              )}
            >
              {headless ? <span className="sr-only">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Spacer height={view.before} columns={shown.length} />
        {rows.slice(view.from, view.to).map((row) => (
          <tr
            key={props.rowKey(row)}
            {...rowProps(row, props)}
            className={rowClass(row, props, compact ? 'h-8' : 'h-10')}
          >
            {shown.map((column) => (
              <td
                key={column.key}
                className={cx(
                  'truncate px-3 first:pl-4 last:pr-4',
                  hide(column),
                  column.align === 'right' && 'text-right',
                )}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
        <Spacer height={view.after} columns={shown.length} />
      </tbody>
    </table>
  );
}

function PhoneList<Row>({ rows, ...props }: ListProps<Row>) {
  return (
    <ul aria-label={props.label} className="divide-y divide-line text-sm">
      {rows.map((row) => (
        // Rows out of view cost nothing; 92 px is a row of three lines.
        <li key={props.rowKey(row)} className="[contain-intrinsic-size:auto_92px] [content-visibility:auto]">
          {props.onOpen === undefined ? (
            <div className="px-4 py-3">{props.phoneRow(row)}</div>
          ) : (
            <div
              {...rowProps(row, props)}
              role="button"
              className={cx(rowClass(row, props, 'min-h-14'), 'border-b-0 px-4 py-3')}
            >
              {props.phoneRow(row)}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function rowProps<Row>(row: Row, props: Omit<ListProps<Row>, 'rows' | 'columns'>) {
  const key = props.rowKey(row);
  if (props.onOpen === undefined) return { 'data-row': key };
  return {
    'data-row': key,
    tabIndex: 0,
    'aria-current': props.openKey === key ? (true as const) : undefined,
    onFocus: () => props.onFocusRow(key),
    onKeyDown: (event: KeyboardEvent) => props.onRowKey(event, row),
    onClick: (event: { target: EventTarget }) => {
      // Buttons and links inside a row keep their own meaning.
      if (event.target instanceof Element && event.target.closest('a,button,label,input') !== null) return;
      props.onOpen?.(row);
    },
  };
}

function rowClass<Row>(row: Row, props: Omit<ListProps<Row>, 'rows' | 'columns'>, height: string): string {
  return cx(
    height,
    'border-b border-line last:border-b-0 focus-visible:outline-offset-[-2px]',
    props.isFresh?.(row) === true && 'rise',
    props.onOpen !== undefined && 'cursor-pointer transition-colors duration-120 hover:bg-hover',
    props.openKey !== undefined &&
      props.openKey === props.rowKey(row) &&
      'bg-accent-soft hover:bg-accent-soft',
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
