import type { Insight } from '../../contracts/verify.ts';
import type { Format } from '../../i18n/format.ts';
import type { Bar } from '../../ui/data/BarChart.tsx';

export type HoursPerBar = 1 | 6 | 24;

const HOUR_MS = 3_600_000;

/** About thirty bars, whatever the period: hours of a day, quarters of the days of a week, days of a month. */
export const hoursPerBar = (days: number): HoursPerBar => (days <= 1 ? 1 : days <= 7 ? 6 : 24);

/** How many bars stand for what the axis names: three hours, two days, five days. */
export const barsPerLabel = (size: HoursPerBar): number => ({ 1: 3, 6: 8, 24: 5 })[size];

/**
 * Verified codes and, on top, the others, over the whole period without a gap, so that a quiet night looks like one. Bars
 * begin with a day of the workspace, but those of single hours.
 */
export function insightBars(
  { hours, from, until }: Pick<Insight, 'hours' | 'from' | 'until'>,
  size: HoursPerBar,
  format: Pick<Format, 'time' | 'dayMonth'>,
): Bar[] {
  const sums = new Map<number, { sent: number; verified: number }>();
  for (const { name, sent, verified } of hours) {
    const at = startOf(Date.parse(name), size, format);
    const sum = sums.get(at) ?? { sent: 0, verified: 0 };
    sums.set(at, { sent: sum.sent + sent, verified: sum.verified + verified });
  }
  const bars: Bar[] = [];
  const first = startOf(Date.parse(from), size === 1 ? 1 : 24, format);
  for (let at = first; at <= Date.parse(until); at += size * HOUR_MS) {
    const { sent, verified } = sums.get(at) ?? { sent: 0, verified: 0 };
    const day = format.dayMonth(at);
    bars.push({
      key: String(at),
      label: size === 1 ? format.time(at) : day,
      told: size === 24 ? day : `${day} ${format.time(at)}`,
      values: [Math.min(sent, verified), Math.max(0, sent - verified)],
    });
  }
  return bars;
}

/** Indonesia's zones are whole hours from UTC, without a summer time. */
function startOf(moment: number, size: HoursPerBar, format: Pick<Format, 'time'>): number {
  const hour = Math.floor(moment / HOUR_MS) * HOUR_MS;
  return hour - (Number(format.time(hour).slice(0, 2)) % size) * HOUR_MS;
}
