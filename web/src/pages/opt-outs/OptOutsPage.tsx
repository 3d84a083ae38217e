import { useInfiniteQuery } from '@tanstack/react-query';
import { Ban, Plus, SearchCheck } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { type OptOut, OptOutPage } from '../../contracts/governance.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { SearchBox } from '../../ui/form/SearchBox.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { RecordOptOut } from './RecordOptOut.tsx';
import { RemoveOptOut } from './RemoveOptOut.tsx';

/** Fewer digits can't be a whole number yet; the server searches whole numbers only. */
const WHOLE_NUMBER = /^\+?[\d\s().-]{8,20}$/;

export function OptOutsPage() {
  const t = useT();
  const words = t.govern.optOuts;
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const search = wanted !== undefined && WHOLE_NUMBER.test(wanted) ? wanted : '';
  const query = useOptOuts(search);
  const add = may('optouts:write') && (
    <Button look="primary" icon={Plus} onClick={() => setRecording(true)}>
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} action={add}>
      <Surface>
        <div className="flex border-b border-line p-3">
          <SearchBox
            label={words.search}
            inputMode="tel"
            value={wanted}
            onChange={setWanted}
            className="flex-1 sm:max-w-72"
          />
        </div>
        <QueryView query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <NoOptOuts searched={search !== ''} />;
            return <OptOutTable items={items} />;
          }}
        </QueryView>
        <LoadMore
          more={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      </Surface>
      {recording && <RecordOptOut onClose={() => setRecording(false)} />}
    </Page>
  );
}

function useOptOuts(phone: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, 'opt-outs', phone],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        '/v1/opt-outs',
        OptOutPage,
        { cursor: pageParam, phone: phone === '' ? undefined : phone },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

function NoOptOuts({ searched }: { searched: boolean }) {
  const words = useT().govern.optOuts;
  const { title, body } = searched ? words.noMatch : words.empty;
  return (
    <EmptyState icon={searched ? SearchCheck : Ban} title={title}>
      {body}
    </EmptyState>
  );
}

function OptOutTable({ items }: { items: readonly OptOut[] }) {
  const t = useT();
  const words = t.govern.optOuts;
  const may = useMay();
  const [removing, setRemoving] = useState<OptOut | null>(null);
  const source = ({ source: from, keyword }: OptOut): string =>
    keyword === null ? words.sources[from] : `${words.sources[from]} “${keyword}”`;
  const remove = (optOut: OptOut) =>
    may('optouts:write') && (
      <Button look="quiet" size="sm" onClick={() => setRemoving(optOut)}>
        {words.remove}
        <span className="sr-only">{formatPhone(optOut.address)}</span>
      </Button>
    );
  const columns: Column<OptOut>[] = [
    {
      key: 'phone',
      title: words.columns.phone,
      cell: ({ address }) => <span className="font-semibold">{formatPhone(address)}</span>,
    },
    { key: 'source', title: words.columns.source, cell: source },
    { key: 'at', title: words.columns.at, width: 'w-40', cell: ({ at }) => <Time at={at} /> },
    {
      key: 'act',
      title: <span className="sr-only">{words.remove}</span>,
      width: 'w-44',
      align: 'right',
      cell: remove,
    },
  ];
  return (
    <>
      <Table
        label={words.title}
        rows={items}
        rowKey={({ address }) => address}
        columns={columns}
        phoneRow={(optOut) => (
          <>
            <span className="flex justify-between gap-3">
              <span className="font-semibold tabular-nums">{formatPhone(optOut.address)}</span>
              <span className="text-xs text-muted">
                <Time at={optOut.at} />
              </span>
            </span>
            <span className="flex items-center justify-between gap-3 text-xs text-muted">
              {source(optOut)}
              {remove(optOut)}
            </span>
          </>
        )}
      />
      {removing !== null && <RemoveOptOut optOut={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
