import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchCheck, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import {
  type Verification,
  VERIFICATION_STATUSES,
  VerificationPage,
  type VerificationStatus,
} from '../../contracts/verify.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { SearchBox } from '../../ui/form/SearchBox.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';

/** Fewer digits can't be a whole number yet; the server searches whole numbers only. */
const WHOLE_NUMBER = /^\+?[\d\s().-]{8,20}$/;
const TONES: Readonly<Record<VerificationStatus, Tone>> = {
  pending: 'going',
  approved: 'good',
  expired: 'dim',
  canceled: 'dim',
  replaced: 'dim',
  burned: 'bad',
  not_sent: 'bad',
};

export function VerificationList() {
  const t = useT();
  const words = t.verify.list;
  const api = useApi();
  const [typed, setTyped] = useState<string>();
  const [status, setStatus] = useState('');
  const phone = typed !== undefined && WHOLE_NUMBER.test(typed) ? typed : '';
  const filters = { ...(phone === '' ? {} : { phone }), ...(status === '' ? {} : { status }) };
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'verify', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        '/v1/verifications',
        VerificationPage,
        { ...filters, cursor: pageParam === '' ? undefined : pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const states = VERIFICATION_STATUSES.map((value) => ({ value, label: t.verify.statuses[value] }));
  return (
    <Surface>
      <div className="flex flex-wrap gap-2 border-b border-line p-3">
        <SearchBox
          label={words.search}
          inputMode="tel"
          value={typed}
          onChange={setTyped}
          className="w-full sm:max-w-72"
        />
        <Select
          className="w-full sm:w-56"
          aria-label={words.status}
          value={status}
          options={[{ value: '', label: t.common.all }, ...states]}
          onChange={(event) => setStatus(event.target.value)}
        />
      </div>
      <QueryView query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <Verifications items={items} />;
          const { title, body } = phone === '' && status === '' ? words.empty : words.noMatch;
          return (
            <EmptyState icon={phone === '' ? ShieldCheck : SearchCheck} title={title}>
              {body}
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

function Verifications({ items }: { items: readonly Verification[] }) {
  const t = useT();
  const words = t.verify.list;
  const format = useFormat();
  const state = ({ status }: Verification) => <Badge tone={TONES[status]}>{t.verify.statuses[status]}</Badge>;
  const codes = ({ sends, wrongChecks }: Verification): string =>
    wrongChecks === 0 ? words.codes(sends) : `${words.codes(sends)}, ${words.tries(wrongChecks)}`;
  const columns: Column<Verification>[] = [
    {
      key: 'to',
      title: words.columns.to,
      cell: ({ to }) => <span className="font-semibold">{formatPhone(to)}</span>,
    },
    { key: 'status', title: words.columns.status, width: 'w-48', cell: state },
    { key: 'purpose', title: words.columns.purpose, wideOnly: true, cell: ({ purpose }) => purpose },
    { key: 'sends', title: words.columns.sends, width: 'w-36', wideOnly: true, cell: codes },
    {
      key: 'cost',
      title: words.columns.cost,
      width: 'w-28',
      align: 'right',
      wideOnly: true,
      cell: ({ cost }) => format.money(cost),
    },
    { key: 'at', title: words.columns.at, width: 'w-36', cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
  return (
    <Table
      label={t.verify.title}
      rows={items}
      rowKey={({ id }) => id}
      columns={columns}
      phoneRow={(one) => (
        <>
          <span className="flex justify-between gap-3">
            <span className="font-semibold tabular-nums">{formatPhone(one.to)}</span>
            <span className="text-xs text-muted">
              <Time at={one.createdAt} />
            </span>
          </span>
          <span className="flex items-center justify-between gap-3 text-xs text-muted">
            {state(one)}
            {codes(one)}
          </span>
        </>
      )}
    />
  );
}
