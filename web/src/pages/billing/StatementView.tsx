import { Download, Receipt } from 'lucide-react';
import { useState } from 'react';
import { useStatement } from '../../api/billing.ts';
import { useDownload } from '../../api/download.ts';
import type { Statement } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { BarChart } from '../../ui/data/BarChart.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { addDays, dayBars, lastMonthOf, monthOf, peakOf, type Period } from './statement-chart.ts';
import { type Part, PARTS, StatementTable } from './StatementTable.tsx';

/** A chart of more days says nothing on a phone. */
const MOST_BARS = 62;

/** What was used in a period, day by day and broken down. */
export function StatementView() {
  const t = useT();
  const words = t.billing.statement;
  const format = useFormat();
  const [period, setPeriod] = useState<Period>(() => monthOf(format.day(Date.now())));
  const [parts, setParts] = useState<readonly Part[]>(['channel', 'operator']);
  const by = PARTS.filter((part) => parts.includes(part)).join(',');
  const days = useStatement(period, 'day');
  const table = useStatement(period, by);
  const download = useDownload();
  const csv = `/v1/billing/statement.csv?from=${period.from}&to=${period.to}&by=${by}`;
  return (
    <Surface>
      <div className="flex flex-wrap items-end justify-between gap-3 border-b border-line px-4 py-3">
        <PeriodFields period={period} onChange={setPeriod} />
        <Button
          icon={Download}
          busy={download.isPending}
          onClick={() => download.mutate({ path: csv, name: `titian-${period.from}-${period.to}.csv` })}
        >
          {words.csv}
        </Button>
      </div>
      {period.from > period.to ? (
        <p role="alert" className="px-4 py-6 text-sm text-bad">
          {words.invalid}
        </p>
      ) : (
        <QueryView query={days}>
          {(statement) =>
            statement.totals.length === 0 ? (
              <EmptyState icon={Receipt} title={words.empty.title}>
                {words.empty.body}
              </EmptyState>
            ) : (
              <>
                <Overview statement={statement} period={period} />
                <PartChoice parts={parts} onChange={setParts} />
                <QueryView query={table}>
                  {({ rows }) => <StatementTable rows={rows} parts={parts} />}
                </QueryView>
              </>
            )
          }
        </QueryView>
      )}
    </Surface>
  );
}

function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const words = useT().billing.statement;
  const today = useFormat().day(Date.now());
  const presets = [
    { name: words.presets.month, period: monthOf(today) },
    { name: words.presets.last, period: lastMonthOf(today) },
    { name: words.presets.week, period: { from: addDays(today, -6), to: today } },
  ];
  const date = (label: string, value: string, set: (value: string) => void) => (
    <Field label={label}>
      <Input
        type="date"
        value={value}
        onChange={(event) => {
          // A half-typed date is empty; the period stays what it was.
          if (event.target.value !== '') set(event.target.value);
        }}
      />
    </Field>
  );
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="grid grid-cols-2 gap-3">
        {date(words.from, period.from, (from) => onChange({ ...period, from }))}
        {date(words.to, period.to, (to) => onChange({ ...period, to }))}
      </div>
      <div className="flex gap-1">
        {presets.map(({ name, period: wanted }) => (
          <Button
            key={name}
            look="quiet"
            size="sm"
            aria-pressed={wanted.from === period.from && wanted.to === period.to}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
            onClick={() => onChange(wanted)}
          >
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Sums per currency in a sentence, and the days of the one that most was spent in. */
function Overview({ statement, period }: { statement: Statement; period: Period }) {
  const words = useT().billing.statement;
  const format = useFormat();
  const currency = statement.totals.toSorted((a, b) => b.messages - a.messages).at(0)?.currency ?? 'IDR';
  const bars = dayBars(statement.rows, period, currency);
  const peak = peakOf(bars);
  return (
    <div className="px-4 pt-4 pb-2">
      {statement.totals.map((total) => (
        <p key={total.currency} className="text-lg font-bold tracking-tight tabular-nums">
          {words.total(format.money(total), format.number(total.messages))}
        </p>
      ))}
      {bars.length > 1 && bars.length <= MOST_BARS && peak !== undefined && (
        <div className="mt-4">
          <BarChart
            summary={words.chart(
              format.money({ amount: (peak.values[0] ?? 0) * 100, currency }),
              format.date(`${peak.key}T12:00:00Z`),
            )}
            series={[{ name: currency, fill: 'fill-chart-1' }]}
            bars={bars}
            labelEvery={Math.ceil(bars.length / 8)}
            caption={words.chartCaption(currency, format.zoneName)}
          />
        </div>
      )}
    </div>
  );
}

function PartChoice({
  parts,
  onChange,
}: {
  parts: readonly Part[];
  onChange: (parts: readonly Part[]) => void;
}) {
  const words = useT().billing.statement;
  return (
    <div
      role="group"
      aria-label={words.by}
      className="flex flex-wrap items-center gap-1 border-b border-line px-4 py-2"
    >
      <span className="mr-2 text-xs font-semibold text-muted">{words.by}</span>
      {PARTS.map((part) => {
        const chosen = parts.includes(part);
        return (
          <Button
            key={part}
            look="quiet"
            size="sm"
            aria-pressed={chosen}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
            onClick={() => onChange(chosen ? parts.filter((one) => one !== part) : [...parts, part])}
          >
            {words.parts[part]}
          </Button>
        );
      })}
    </div>
  );
}
