import type { ReactNode } from 'react';
import { PriceCategory, type StatementRow } from '../../contracts/billing.ts';
import { MessageClass } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { useOperatorName } from '../prices/use-operator-name.ts';

/** What rows can be told apart by, in the order of their columns. */
export const PARTS = ['day', 'channel', 'operator', 'class', 'category'] as const;
export type Part = (typeof PARTS)[number];

export function StatementTable({ rows, parts }: { rows: readonly StatementRow[]; parts: readonly Part[] }) {
  const t = useT();
  const words = t.billing.statement;
  const format = useFormat();
  const cell = usePartCell();
  const shown = PARTS.filter((part) => parts.includes(part));
  const average = (row: StatementRow): string =>
    format.money({ amount: Math.round(row.amount / row.messages), currency: row.currency });
  const columns: Column<StatementRow>[] = [
    ...shown.map((part) => ({
      key: part,
      title: words.parts[part],
      ...(part === 'day' ? { width: 'w-36' } : {}),
      cell: (row: StatementRow) => cell(part, row),
    })),
    {
      key: 'messages',
      title: words.columns.messages,
      width: 'w-28',
      align: 'right',
      cell: ({ messages }) => format.number(messages),
    },
    {
      key: 'average',
      title: words.columns.average,
      width: 'w-32',
      align: 'right',
      wideOnly: true,
      cell: (row) => <span className="text-muted">{average(row)}</span>,
    },
    {
      key: 'amount',
      title: words.columns.amount,
      width: 'w-40',
      align: 'right',
      cell: (row) => <span className="font-semibold">{format.money(row)}</span>,
    },
  ];
  return (
    <Table
      label={t.billing.tabs.statement}
      rows={rows}
      rowKey={(row) => [row.day, row.channel?.id, row.operator, row.class, row.currency].join(' ')}
      columns={columns}
      phoneRow={(row) => (
        <>
          <span className="flex items-start justify-between gap-3">
            <span className="min-w-0 truncate font-semibold">
              {shown.length === 0 ? row.currency : cell(shown[0] ?? 'day', row)}
            </span>
            <span className="tabular-nums">{format.money(row)}</span>
          </span>
          <span className="mt-1 flex items-center justify-between gap-3 text-xs text-muted">
            <span className="min-w-0 truncate">
              {shown.slice(1).map((part, at) => (
                <span key={part}>
                  {at > 0 && ' · '}
                  {cell(part, row)}
                </span>
              ))}
            </span>
            <span className="shrink-0">{t.billing.ledger.messages(format.number(row.messages))}</span>
          </span>
        </>
      )}
    />
  );
}

function usePartCell(): (part: Part, row: StatementRow) => ReactNode {
  const t = useT();
  const format = useFormat();
  const operatorName = useOperatorName();
  return (part, row) => {
    switch (part) {
      case 'day':
        return row.day === null ? '–' : format.date(`${row.day}T12:00:00Z`);
      case 'channel':
        return row.channel?.name ?? '–';
      case 'operator':
        return operatorName(row.operator ?? '*');
      case 'class': {
        const known = MessageClass.safeParse(row.class);
        return known.success ? t.messageClass[known.data] : '–';
      }
      case 'category': {
        const known = PriceCategory.safeParse(row.category);
        return known.success && known.data !== '*' ? t.manage.prices.categories[known.data] : '–';
      }
    }
  };
}
