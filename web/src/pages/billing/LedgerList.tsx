import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownToLine, BookOpen, Gift, Hourglass, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { type Journal, JOURNAL_KINDS, JournalPage } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { balanceChange, movedAmount } from './funds.ts';

const LOOKS = {
  top_up: { tone: 'good', icon: ArrowDownToLine },
  trial_credit: { tone: 'good', icon: Gift },
  reserve: { tone: 'hold', icon: Hourglass },
  settle: { tone: 'going', icon: Send },
  release: { tone: 'dim', icon: Undo2 },
} as const;

/** Every movement of money, newest first. */
export function LedgerList() {
  const t = useT();
  const words = t.billing.ledger;
  const api = useApi();
  const [kind, setKind] = useState('');
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'ledger', kind],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/billing/ledger', JournalPage, { cursor: pageParam, kind }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Surface>
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3">
        <p className="max-w-xl text-xs text-muted">{words.lead}</p>
        <Select
          size="sm"
          aria-label={words.filter}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          options={[
            { value: '', label: words.all },
            ...JOURNAL_KINDS.map((value) => ({ value: String(value), label: words.kinds[value] })),
          ]}
        />
      </div>
      <QueryView query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <LedgerTable journals={items} />;
          return (
            <EmptyState icon={BookOpen} title={words.empty.title}>
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
  );
}

function LedgerTable({ journals }: { journals: readonly Journal[] }) {
  const t = useT();
  const words = t.billing.ledger;
  const format = useFormat();
  const money = (amount: number, currency: string): string => format.money({ amount, currency });
  const columns: Column<Journal>[] = [
    { key: 'at', title: words.columns.at, width: 'w-36', cell: (row) => <Moment journal={row} /> },
    { key: 'kind', title: words.columns.kind, width: 'w-44', cell: ({ kind }) => <KindBadge kind={kind} /> },
    {
      key: 'what',
      title: words.columns.what,
      wideOnly: true,
      cell: (row) => <What journal={row} />,
    },
    {
      key: 'amount',
      title: words.columns.amount,
      width: 'w-40',
      align: 'right',
      cell: (row) => money(movedAmount(row), row.currency),
    },
    {
      key: 'available',
      title: words.columns.available,
      width: 'w-40',
      align: 'right',
      cell: (row) => <Change journal={row} />,
    },
  ];
  return (
    <Table
      label={t.billing.tabs.ledger}
      rows={journals}
      rowKey={({ id }) => id}
      columns={columns}
      phoneRow={(row) => (
        <>
          <span className="flex items-center justify-between gap-3">
            <KindBadge kind={row.kind} />
            <span className="tabular-nums">{money(movedAmount(row), row.currency)}</span>
          </span>
          <span className="mt-1.5 flex items-center justify-between gap-3 text-xs text-muted">
            <span className="min-w-0 truncate">
              <What journal={row} />
            </span>
            <Moment journal={row} />
          </span>
        </>
      )}
    />
  );
}

function KindBadge({ kind }: { kind: Journal['kind'] }) {
  const t = useT();
  const { tone, icon } = LOOKS[kind];
  return (
    <Badge tone={tone} icon={icon}>
      {t.billing.ledger.kinds[kind]}
    </Badge>
  );
}

/** The hour that a line sums up, or the moment at which a person booked it. */
function Moment({ journal: { at, hour } }: { journal: Journal }) {
  return <Time at={hour ?? at} />;
}

function What({ journal: { reference, note, messages } }: { journal: Journal }) {
  const t = useT();
  const format = useFormat();
  if (messages > 0) return <>{t.billing.ledger.messages(format.number(messages))}</>;
  const texts = [reference, note].filter((text) => text !== null);
  return <span title={texts.join(' · ')}>{texts.join(' · ')}</span>;
}

function Change({ journal }: { journal: Journal }) {
  const format = useFormat();
  const change = balanceChange(journal);
  if (change === 0) return <span className="text-faint">–</span>;
  const text = format.money({ amount: change, currency: journal.currency });
  return (
    <span className={change > 0 ? 'font-semibold text-good' : ''}>{change > 0 ? `+${text}` : text}</span>
  );
}
