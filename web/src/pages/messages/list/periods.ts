import { addDays, dayOf, startOfDay } from '../zone-time.ts';

export const PERIODS = ['all', 'today', 'yesterday', 'week', 'month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** Days of the workspace's zone; `last` is included. */
export interface DayRange {
  readonly first: string | undefined;
  readonly last: string | undefined;
}

/** ISO 8601 moments, `until` excluded: what the API takes. */
export interface MomentRange {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export function daysOfPeriod(period: Exclude<Period, 'custom'>, today: string): DayRange {
  if (period === 'all') return { first: undefined, last: undefined };
  if (period === 'today') return { first: today, last: today };
  if (period === 'yesterday') return { first: addDays(today, -1), last: addDays(today, -1) };
  return { first: addDays(today, period === 'week' ? -6 : -29), last: today };
}

export const momentsOf = ({ first, last }: DayRange, zone: string): MomentRange => ({
  from: first === undefined ? undefined : startOfDay(first, zone),
  until: last === undefined ? undefined : startOfDay(addDays(last, 1), zone),
});

/** The days that a range of moments touches. */
export const daysOf = ({ from, until }: MomentRange, zone: string): DayRange => ({
  first: isMoment(from) ? dayOf(from, zone) : undefined,
  last: isMoment(until) ? dayOf(Date.parse(until) - 1, zone) : undefined,
});

/** The name people have for a range, if it has one. */
export function periodOf(range: MomentRange, zone: string, today: string): Period {
  const days = daysOf(range, zone);
  const named = (['all', 'today', 'yesterday', 'week', 'month'] as const).find((period) => {
    const { first, last } = daysOfPeriod(period, today);
    // A link of today's numbers may leave the end open.
    const ends = last === days.last || (last === today && days.last === undefined);
    return first === days.first && ends;
  });
  return named ?? 'custom';
}

const isMoment = (moment: string | undefined): moment is string =>
  moment !== undefined && !Number.isNaN(Date.parse(moment));
