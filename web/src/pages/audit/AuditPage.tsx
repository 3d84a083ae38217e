import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { type AuditEntry, AuditPage as AuditEntries } from '../../contracts/governance.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { wordAction } from './action-words.ts';
import { AuditDetail } from './AuditDetail.tsx';
import { ChainCheck } from './ChainCheck.tsx';

/** Who did what and when; entries are only ever added. */
export function AuditPage() {
  const t = useT();
  const words = t.govern.audit;
  const api = useApi();
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'audit'],
    queryFn: ({ pageParam, signal }) => api.get('/v1/audit', AuditEntries, { cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Page title={words.title} lead={words.lead}>
      <ChainCheck />
      <SplitView
        detail={
          open !== null && <AuditDetail key={open.sequence} entry={open} onClose={() => setOpen(null)} />
        }
        list={
          <Surface>
            <QueryView query={query}>
              {({ pages }) => {
                const entries = pages.flatMap((page) => page.items);
                if (entries.length > 0) return <AuditTable entries={entries} open={open} onOpen={setOpen} />;
                return (
                  <EmptyState icon={ScrollText} title={words.empty.title}>
                    {words.empty.body}
                  </EmptyState>
                );
              }}
            </QueryView>
            <LoadMore
              more={query.hasNextPage}
              busy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </Surface>
        }
      />
    </Page>
  );
}

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly open: AuditEntry | null;
  readonly onOpen: (entry: AuditEntry) => void;
}

function AuditTable({ entries, open, onOpen }: AuditTableProps) {
  const t = useT();
  const words = t.govern.audit;
  const format = useFormat();
  const columns: Column<AuditEntry>[] = [
    { key: 'at', title: words.columns.at, width: 'w-36', cell: ({ at }) => <Time at={at} /> },
    {
      key: 'action',
      title: words.columns.action,
      cell: ({ action }) => wordAction(action, t),
    },
    {
      key: 'actor',
      title: words.columns.actor,
      width: 'w-32',
      cell: ({ actor }) => words.actors[actor.kind],
    },
    {
      key: 'resource',
      title: words.columns.resource,
      wideOnly: true,
      cell: ({ resource }) => <span className="text-muted">{formatPhone(resource)}</span>,
    },
    {
      key: 'sequence',
      title: words.columns.sequence,
      width: 'w-20',
      align: 'right',
      cell: ({ sequence }) => <span className="text-faint">{format.number(sequence)}</span>,
    },
  ];
  return (
    <Table
      label={words.title}
      rows={entries}
      rowKey={({ sequence }) => String(sequence)}
      columns={columns}
      openKey={open === null ? undefined : String(open.sequence)}
      onOpen={onOpen}
      phoneRow={(entry) => (
        <>
          <span className="flex justify-between gap-3">
            <span className="min-w-0 font-medium">{wordAction(entry.action, t)}</span>
            <span className="text-xs text-muted">
              <Time at={entry.at} />
            </span>
          </span>
          <span className="mt-1 block truncate text-xs text-muted">
            {words.actors[entry.actor.kind]} · {formatPhone(entry.resource)}
          </span>
        </>
      )}
    />
  );
}
