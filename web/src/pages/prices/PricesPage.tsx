import { CalendarClock, CircleCheck, History, ListPlus, Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { usePrices } from '../../api/lists.ts';
import { useMay } from '../../app/session.tsx';
import type { Price } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { AdoptList } from './AdoptList.tsx';
import { NewPrice } from './NewPrice.tsx';
import { PriceQuoteForm } from './PriceQuoteForm.tsx';
import { type PriceState, withState } from './price-state.ts';
import { useTargetName } from './use-target-name.ts';

interface Row {
  readonly price: Price;
  readonly state: PriceState;
}

const LOOKS = {
  current: { tone: 'good', icon: CircleCheck },
  coming: { tone: 'hold', icon: CalendarClock },
  past: { tone: 'dim', icon: History },
} as const;

export function PricesPage() {
  const t = useT();
  const words = t.manage.prices;
  const may = useMay();
  const query = usePrices();
  const [open, setOpen] = useState<'price' | 'list' | null>(null);
  const add = may('prices:write') && (
    <div className="flex flex-wrap gap-2">
      <Button icon={ListPlus} onClick={() => setOpen('list')}>
        {words.ready.open}
      </Button>
      <Button look="primary" icon={Plus} onClick={() => setOpen('price')}>
        {words.add}
      </Button>
    </div>
  );
  return (
    <Page title={words.title} lead={words.lead} action={add}>
      <Surface>
        <QueryView query={query}>
          {(prices) =>
            prices.length === 0 ? (
              <EmptyState icon={Tag} title={words.empty.title} action={add}>
                {words.empty.body}
              </EmptyState>
            ) : (
              <PriceTable prices={prices} />
            )
          }
        </QueryView>
      </Surface>
      {(query.data ?? []).length > 0 && <PriceQuoteForm />}
      {open === 'price' && <NewPrice onClose={() => setOpen(null)} />}
      {open === 'list' && <AdoptList onClose={() => setOpen(null)} />}
    </Page>
  );
}

function PriceTable({ prices }: { prices: readonly Price[] }) {
  const t = useT();
  const words = t.manage.prices;
  const format = useFormat();
  const targetOf = useTargetName();
  const [all, setAll] = useState(false);
  const rows = withState(prices, Date.now());
  const past = rows.filter(({ state }) => state === 'past').length;
  const columns: Column<Row>[] = [
    {
      key: 'target',
      title: words.columns.target,
      cell: ({ price }) => {
        const { head, rest } = targetOf(price);
        return (
          <span title={`${head} · ${rest}`}>
            <span className="font-semibold">{head}</span>
            <span className="text-muted"> · {rest}</span>
          </span>
        );
      },
    },
    {
      key: 'amount',
      title: words.columns.amount,
      width: 'w-36',
      align: 'right',
      cell: ({ price }) => format.money(price),
    },
    {
      key: 'from',
      title: words.columns.validFrom,
      width: 'w-32',
      cell: ({ price }) => (
        <span title={format.dateTime(price.validFrom)}>{format.date(price.validFrom)}</span>
      ),
    },
    {
      key: 'charged',
      title: words.columns.charged,
      width: 'w-28',
      wideOnly: true,
      cell: ({ price }) => words.charged[price.chargeOn],
    },
    {
      key: 'state',
      title: words.columns.state,
      width: 'w-40',
      cell: ({ state }) => <StateBadge state={state} />,
    },
  ];
  return (
    <>
      <Table
        label={words.title}
        rows={all ? rows : rows.filter(({ state }) => state !== 'past')}
        rowKey={({ price }) => price.id}
        columns={columns}
        phoneRow={(row) => <PhonePrice row={row} />}
      />
      <p className="border-t border-line px-4 py-2.5 text-xs text-muted">{words.order}</p>
      {past > 0 && (
        <div className="border-t border-line p-2">
          <Button look="quiet" size="sm" onClick={() => setAll(!all)}>
            {all ? words.hidePast : words.showPast(past)}
          </Button>
        </div>
      )}
    </>
  );
}

function PhonePrice({ row: { price, state } }: { row: Row }) {
  const format = useFormat();
  const { head, rest } = useTargetName()(price);
  return (
    <>
      <span className="flex items-start justify-between gap-3">
        <span className="font-semibold">{head}</span>
        <span className="tabular-nums">{format.money(price)}</span>
      </span>
      <span className="mt-1.5 flex items-center justify-between gap-3 text-xs text-muted">
        <span className="min-w-0">
          {rest} · {format.date(price.validFrom)}
        </span>
        <StateBadge state={state} />
      </span>
    </>
  );
}

function StateBadge({ state }: { state: PriceState }) {
  const t = useT();
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t.manage.prices.states[state]}
    </Badge>
  );
}
