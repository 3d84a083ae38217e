import { CalendarClock, CircleCheck, History, Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { usePrices } from '../../api/lists.ts';
import { useMay } from '../../app/session.tsx';
import type { Price } from '../../contracts/billing.ts';
import { Operator } from '../../contracts/routing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { NewPrice } from './NewPrice.tsx';
import { type PriceState, withState } from './price-state.ts';

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
  const [adding, setAdding] = useState(false);
  const add = may('prices:write') && (
    <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
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
      {adding && <NewPrice onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** `*` is the price of everybody who has none of their own. */
export function useOperatorName(): (operator: string) => string {
  const t = useT();
  return (operator) => {
    const known = Operator.safeParse(operator);
    return known.success ? t.operators[known.data].name : t.manage.prices.others;
  };
}

function PriceTable({ prices }: { prices: readonly Price[] }) {
  const t = useT();
  const words = t.manage.prices;
  const format = useFormat();
  const nameOf = useOperatorName();
  const [all, setAll] = useState(false);
  const rows = withState(prices, Date.now());
  const past = rows.filter(({ state }) => state === 'past').length;
  const columns: Column<Row>[] = [
    {
      key: 'operator',
      title: words.columns.operator,
      cell: ({ price }) => <span className="font-semibold">{nameOf(price.operator)}</span>,
    },
    { key: 'medium', title: words.medium, width: 'w-28', cell: ({ price }) => t.media[price.medium] },
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
      width: 'w-52',
      cell: ({ price }) => <Time full at={price.validFrom} />,
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
        phoneRow={({ price, state }) => (
          <>
            <span className="flex items-start justify-between gap-3">
              <span className="font-semibold">{nameOf(price.operator)}</span>
              <span className="tabular-nums">{format.money(price)}</span>
            </span>
            <span className="mt-1.5 flex items-center justify-between gap-3 text-xs text-muted">
              <span>
                {t.media[price.medium]} · <Time at={price.validFrom} />
              </span>
              <StateBadge state={state} />
            </span>
          </>
        )}
      />
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

function StateBadge({ state }: { state: PriceState }) {
  const t = useT();
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t.manage.prices.states[state]}
    </Badge>
  );
}
