/** Seconds as people say them. */
export const INTERVAL_UNITS = ['second', 'minute', 'hour', 'day'] as const;
export type IntervalUnit = (typeof INTERVAL_UNITS)[number];
export const SECONDS_OF: Readonly<Record<IntervalUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
};

/** 600 → 10 minutes: the largest unit that says it without a fraction. */
export function saidInterval(seconds: number): { readonly count: number; readonly unit: IntervalUnit } {
  const unit = INTERVAL_UNITS.findLast((one) => seconds % SECONDS_OF[one] === 0) ?? 'second';
  return { count: seconds / SECONDS_OF[unit], unit };
}
