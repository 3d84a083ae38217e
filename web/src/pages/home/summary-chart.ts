import type { Summary } from '../../contracts/messages.ts';
import type { Bar } from '../../ui/data/BarChart.tsx';

/** Delivered, not settled yet, failed: stacked they are what was accepted in that hour. */
export function hourBars(summary: Summary): Bar[] {
  return summary.hours.map(({ hour, accepted, delivered, failed }) => ({
    key: String(hour),
    label: String(hour).padStart(2, '0'),
    values: [delivered, Math.max(0, accepted - delivered - failed), failed],
  }));
}

/** Share of accepted messages known to have arrived, 0 to 1. */
export function settled({ accepted, delivered, read }: Summary): number {
  return accepted === 0 ? 0 : Math.min(1, (delivered + read) / accepted);
}
