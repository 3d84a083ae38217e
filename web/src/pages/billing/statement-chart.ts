import type { StatementRow } from '../../contracts/billing.ts';
import type { Bar } from '../../ui/data/BarChart.tsx';

const DAY_MS = 86_400_000;

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** `2026-11-21` and so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const monthOf = (today: string): Period => ({ from: `${today.slice(0, 8)}01`, to: today });

export function lastMonthOf(today: string): Period {
  const to = addDays(`${today.slice(0, 8)}01`, -1);
  return { from: `${to.slice(0, 8)}01`, to };
}

/** One bar per day, empty days too, in major units; the days of other currencies are left out. */
export function dayBars(rows: readonly StatementRow[], period: Period, currency: string): Bar[] {
  const amounts = new Map<string, number>();
  for (const row of rows) {
    if (row.day === null || row.currency !== currency) continue;
    amounts.set(row.day, (amounts.get(row.day) ?? 0) + row.amount);
  }
  const bars: Bar[] = [];
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
    const values = [Math.round((amounts.get(day) ?? 0) / 100)];
    bars.push({ key: day, label: String(Number(day.slice(8))), values });
  }
  return bars;
}

/** The dearest day. */
export const peakOf = (bars: readonly Bar[]): Bar | undefined =>
  bars.reduce<Bar | undefined>(
    (top, bar) => (top === undefined || (bar.values[0] ?? 0) > (top.values[0] ?? 0) ? bar : top),
    undefined,
  );
