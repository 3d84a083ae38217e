import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { Insight, type InsightRow, type Service } from '../../contracts/verify.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { BarChart } from '../../ui/data/BarChart.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Section, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { barsPerLabel, hoursPerBar, insightBars } from './insight-bars.ts';

const PERIODS = [1, 7, 30] as const;

export function InsightView({ services }: { services: readonly Service[] }) {
  const t = useT();
  const words = t.verify.insight;
  const api = useApi();
  const [days, setDays] = useState(7);
  const [service, setService] = useState('');
  const query = useQuery({
    queryKey: [api.workspaceId, 'verify', 'insight', days, service],
    queryFn: ({ signal }) =>
      api.get('/v1/verify/insight', Insight, { days, service: service === '' ? undefined : service }, signal),
  });
  const choices = services.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap gap-2">
        <Select
          size="sm"
          aria-label={words.period}
          value={String(days)}
          options={PERIODS.map((n) => ({ value: String(n), label: words.days(n) }))}
          onChange={(event) => setDays(Number(event.target.value))}
        />
        <Select
          size="sm"
          aria-label={t.verify.service}
          value={service}
          options={[{ value: '', label: t.verify.allServices }, ...choices]}
          onChange={(event) => setService(event.target.value)}
        />
      </div>
      <QueryView query={query}>
        {(insight) =>
          insight.total.sent + insight.total.blocked + insight.total.limited === 0 ? (
            <Surface>
              <EmptyState icon={ChartNoAxesColumn} title={words.empty.title}>
                {words.empty.body}
              </EmptyState>
            </Surface>
          ) : (
            <Numbers insight={insight} days={days} />
          )
        }
      </QueryView>
    </div>
  );
}

function Numbers({ insight, days }: { insight: Insight; days: number }) {
  const words = useT().verify.insight;
  const format = useFormat();
  const { total } = insight;
  const figures = [
    [words.sent, format.number(total.sent)],
    [words.conversion, total.conversion === null ? '–' : format.percent(total.conversion)],
    [words.median, total.medianSeconds === null ? '–' : words.seconds(total.medianSeconds)],
    [words.cost, total.costPerVerified === null ? '–' : format.money(total.costPerVerified)],
    [words.stopped, format.number(total.blocked + total.limited)],
  ] as const;
  const size = hoursPerBar(days);
  const summary = words.chart(format.number(total.sent), format.number(total.verified), words.units[size]);
  return (
    <>
      <Surface className="p-5">
        <dl className="mb-5 grid grid-cols-2 gap-4 md:grid-cols-5">
          {figures.map(([label, value]) => (
            <div key={label} className="min-w-0">
              <dt className="text-xs text-muted">{label}</dt>
              <dd className="mt-0.5 text-lg font-bold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <BarChart
          summary={summary}
          series={[
            { name: words.verified, fill: 'fill-chart-1' },
            { name: words.pending, fill: 'fill-chart-3' },
          ]}
          bars={insightBars(insight, size, format)}
          labelEvery={barsPerLabel(size)}
          caption={summary}
        />
      </Surface>
      <Split title={words.operators} rows={insight.operators} />
      <Split title={words.senders} rows={insight.senders} />
      <Split title={words.channels} rows={insight.channels} />
    </>
  );
}

function Split({ title, rows }: { title: string; rows: readonly InsightRow[] }) {
  const t = useT();
  const words = t.verify.insight;
  const format = useFormat();
  const operators: Readonly<Record<string, { readonly name: string }>> = t.operators;
  const nameOf = ({ name }: InsightRow): string =>
    name === 'others' ? words.others : (operators[name]?.name ?? name.toUpperCase());
  const share = ({ conversion }: InsightRow): string =>
    conversion === null ? '–' : format.percent(conversion);
  const price = ({ costPerVerified }: InsightRow): string =>
    costPerVerified === null ? '–' : format.money(costPerVerified);
  const columns: Column<InsightRow>[] = [
    { key: 'name', title, cell: nameOf },
    { key: 'sent', title: words.sent, align: 'right', cell: ({ sent }) => format.number(sent) },
    { key: 'share', title: words.conversion, align: 'right', cell: share },
    {
      key: 'median',
      title: words.median,
      align: 'right',
      cell: ({ medianSeconds }) => (medianSeconds === null ? '–' : words.seconds(medianSeconds)),
    },
    { key: 'price', title: words.costShort, align: 'right', cell: price },
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <Table
        label={title}
        rows={rows}
        rowKey={({ name }) => name}
        columns={columns}
        phoneRow={(row) => (
          <>
            <span className="flex justify-between gap-3">
              <span className="font-semibold">{nameOf(row)}</span>
              <span className="tabular-nums">{share(row)}</span>
            </span>
            <span className="flex justify-between gap-3 text-xs text-muted tabular-nums">
              <span>{format.number(row.sent)}</span>
              <span>{price(row)}</span>
            </span>
          </>
        )}
      />
    </Section>
  );
}
