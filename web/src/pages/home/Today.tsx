import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useSummary } from '../../api/lists.ts';
import type { Summary } from '../../contracts/messages.ts';
import type { MessagesSearch } from '../messages/search.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { BarChart } from '../../ui/data/BarChart.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { Skeleton } from '../../ui/state/Skeleton.tsx';
import { arrived, arrivedShare, hourBars } from './summary-chart.ts';
import { startOfDay } from '../../i18n/day-bounds.ts';

/** The day in a sentence; each number opens the messages behind it. */
export function Today() {
  const t = useT();
  const format = useFormat();
  const query = useSummary(format.day(Date.now()));
  return (
    <Surface className="p-5">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-sm font-semibold">{t.home.today.title}</h2>
        <p className="text-xs text-muted">
          {format.date(Date.now())}, {t.home.today.since(format.time(Date.now()))} {format.zoneName}
        </p>
      </header>
      <QueryView query={query} loading={<TodaySkeleton />}>
        {(summary) => <TodayNumbers summary={summary} />}
      </QueryView>
    </Surface>
  );
}

function TodayNumbers({ summary }: { summary: Summary }) {
  const t = useT();
  const format = useFormat();
  const words = t.home.today;
  const from = startOfDay(summary.day, summary.timeZone);
  const n = format.number;
  if (summary.accepted === 0 && summary.received === 0)
    return <p className="mt-3 text-base text-muted">{words.none}</p>;
  const failed = summary.failed + summary.expired;
  const parts: { text: string; filter: MessagesSearch; shown: boolean }[] = [
    {
      text: words.accepted(summary.accepted, n(summary.accepted)),
      filter: { direction: 'out' },
      shown: true,
    },
    {
      text: words.delivered(n(arrived(summary)), format.percent(arrivedShare(summary))),
      filter: { status: 'delivered' },
      shown: summary.accepted > 0,
    },
    { text: words.failed(n(failed)), filter: { status: 'failed' }, shown: summary.accepted > 0 },
    { text: words.waiting(n(summary.waiting)), filter: { status: 'queued' }, shown: summary.waiting > 0 },
    { text: words.received(n(summary.received)), filter: { direction: 'in' }, shown: summary.received > 0 },
  ];
  return (
    <>
      <p className="mt-3 text-base leading-7 md:text-lg md:leading-9">
        {parts
          .filter(({ shown }) => shown)
          .map(({ text, filter }, at) => (
            <Fragment key={text}>
              {at > 0 && ', '}
              <NumberLink search={{ from, ...filter }}>{text}</NumberLink>
            </Fragment>
          ))}
        .
      </p>
      <p className="mt-1 text-sm text-muted">
        {words.cost(format.money(summary.cost))}
        {summary.deadLetters > 0 && (
          <>
            {' · '}
            <Link
              to="/messages/dead-letters"
              className="inline-flex items-center gap-1 font-semibold text-hold underline-offset-2 hover:underline"
            >
              <TriangleAlert aria-hidden size={14} />
              {words.deadLetters(summary.deadLetters, n(summary.deadLetters))}
            </Link>
          </>
        )}
      </p>
      <HourChart summary={summary} />
    </>
  );
}

function HourChart({ summary }: { summary: Summary }) {
  const t = useT();
  const format = useFormat();
  const words = t.home.today;
  const peak = summary.hours.reduce((top, hour) => (hour.accepted > top.accepted ? hour : top), {
    hour: 0,
    accepted: 0,
  });
  const clock = format.time(`${summary.day}T00:00:00Z`).includes(':') ? ':00' : '.00';
  return (
    <div className="mt-5">
      <BarChart
        summary={words.chart(
          format.number(summary.accepted),
          `${String(peak.hour).padStart(2, '0')}${clock}`,
        )}
        series={[
          { name: words.series.out, fill: 'fill-chart-1' },
          { name: words.series.failed, fill: 'fill-chart-2' },
        ]}
        bars={hourBars(summary)}
        caption={words.caption(format.zoneName)}
      />
    </div>
  );
}

function NumberLink({ search, children }: { search: MessagesSearch; children: ReactNode }) {
  return (
    <Link
      to="/messages"
      search={search}
      className="font-semibold tabular-nums underline decoration-line-strong decoration-1 underline-offset-4 hover:text-accent-ink hover:decoration-accent"
    >
      {children}
    </Link>
  );
}

function TodaySkeleton() {
  return (
    <div className="mt-4 flex flex-col gap-3">
      <Skeleton className="h-7 w-11/12" />
      <Skeleton className="w-1/3" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
