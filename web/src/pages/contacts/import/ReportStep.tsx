import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useDownload } from '../../../api/download.ts';
import type { Import, ImportFault } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../../ui/Button.tsx';
import { type Column, Table } from '../../../ui/data/Table.tsx';
import { LoadMore } from '../../../ui/layout/LoadMore.tsx';
import { Section, Surface } from '../../../ui/layout/Page.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { Counts } from './Counts.tsx';
import { useFaults } from './use-imports.ts';

export function ReportStep({ one }: { one: Import }) {
  const words = useT().contactTransfer;
  return (
    <>
      <Section title={useOutcome(one)} lead={one.fileName}>
        <div className="flex flex-col gap-5">
          {one.failure !== null && <p className="text-sm text-bad">{words.report.failures[one.failure]}</p>}
          <Counts one={one} />
          <div className="flex flex-wrap gap-2">
            <Link
              to="/contacts"
              className={buttonClass({ look: one.failed === 0 ? 'primary' : 'secondary' })}
            >
              {words.report.see}
            </Link>
            <Link to="/contacts/import" search={{}} className={buttonClass()}>
              {words.another}
            </Link>
          </div>
        </div>
      </Section>
      {one.failed > 0 && <Faults one={one} />}
    </>
  );
}

function useOutcome({ state, failed }: Import): string {
  const words = useT().contactTransfer.report;
  const format = useFormat();
  if (state === 'canceled') return words.canceled;
  if (state === 'failed') return words.failed;
  return failed === 0 ? words.done : words.doneWithFaults(format.number(failed));
}

function Faults({ one }: { one: Import }) {
  const words = useT().contactTransfer.report;
  const query = useFaults(one.id);
  const download = useDownload();
  const name = `${one.fileName.replace(/\.[a-z]{3,4}$/i, '')}-gagal.csv`;
  return (
    <Surface>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line p-4">
        <div className="min-w-0">
          <h2 className="text-base font-bold">{words.faults}</h2>
          <p className="mt-0.5 text-sm text-muted">{words.downloadHelp}</p>
        </div>
        <Button
          look="primary"
          icon={Download}
          busy={download.isPending}
          onClick={() => download.mutate({ path: `/v1/contacts/imports/${one.id}/report.csv`, name })}
        >
          {words.download}
        </Button>
      </header>
      <QueryView query={query}>
        {({ pages }) => <FaultTable items={pages.flatMap((page) => page.items)} />}
      </QueryView>
      <LoadMore
        more={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </Surface>
  );
}

function FaultTable({ items }: { items: readonly ImportFault[] }) {
  const t = useT().contactTransfer;
  const words = t.report;
  const columns: Column<ImportFault>[] = [
    {
      key: 'row',
      title: words.columns.row,
      width: 'w-20',
      cell: ({ row }) => <span className="tabular-nums">{row}</span>,
    },
    {
      key: 'column',
      title: words.columns.column,
      width: 'w-36',
      cell: ({ column }) => column ?? words.wholeRow,
    },
    { key: 'value', title: words.columns.value, width: 'w-44', cell: ({ value }) => value || '–' },
    {
      key: 'reason',
      title: words.columns.reason,
      cell: ({ code }) => <span title={t.faults[code]}>{t.faults[code]}</span>,
    },
  ];
  return (
    <Table
      label={words.faults}
      rows={items}
      rowKey={({ row }) => String(row)}
      columns={columns}
      phoneRow={({ row, column, value, code }) => (
        <>
          <span className="flex justify-between gap-3">
            <span className="min-w-0 truncate font-semibold">{value || '–'}</span>
            <span className="shrink-0 text-xs text-muted tabular-nums">
              {words.columns.row} {row} · {column ?? words.wholeRow}
            </span>
          </span>
          <span className="mt-0.5 block text-xs text-muted">{t.faults[code]}</span>
        </>
      )}
    />
  );
}
