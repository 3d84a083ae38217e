import type { Summary } from '../../contracts/messages.ts';
import type { Bar } from '../../ui/data/BarChart.tsx';

/**
 * What went out in each hour, and on top the part that failed. Failures are counted in the hour
 * they happened, so there can be more of them than messages accepted in that hour.
 */
export function hourBars(summary: Pick<Summary, 'hours'>): Bar[] {
  return summary.hours.map(({ hour, accepted, failed }) => {
    const shown = Math.min(failed, accepted);
    return { key: String(hour), label: String(hour).padStart(2, '0'), values: [accepted - shown, shown] };
  });
}

/** A message that was read has arrived too, even where its delivery receipt got lost. */
export const arrived = ({ delivered, read }: Pick<Summary, 'delivered' | 'read'>): number =>
  Math.max(delivered, read);

/** Share of accepted messages known to have arrived, 0 to 1. */
export function arrivedShare(summary: Pick<Summary, 'accepted' | 'delivered' | 'read'>): number {
  return summary.accepted === 0 ? 0 : Math.min(1, arrived(summary) / summary.accepted);
}
