/** Wall-clock times of the workspace's zone to moments and back. Browser-safe, no library. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, clock);
  return clock;
}

/** `2026-11-21T14:05:02` as the clock on the wall of the zone shows it. */
export function wallTime(moment: string | number | Date, zone: string): string {
  const found = new Map(
    clockOf(zone)
      .formatToParts(new Date(moment))
      .map((part) => [part.type, part.value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '00';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

/** Milliseconds the zone is ahead of UTC at that moment. */
const offsetAt = (moment: number, zone: string): number =>
  Date.parse(`${wallTime(moment, zone)}Z`) - Math.floor(moment / 1000) * 1000;

/**
 * The moment a wall clock of the zone shows `2026-11-21T14:05`; undefined when it isn't such a text.
 * In the hour that a change to summer time skips, the moment after the change.
 */
export function momentOf(wall: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wall)) return undefined;
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const first = asUtc - offsetAt(asUtc, zone);
  // The offset may differ between the guess and the answer.
  return new Date(asUtc - offsetAt(first, zone));
}

/** First moment of a day (`2026-11-21`) in the zone, ISO 8601. */
export const startOfDay = (day: string, zone: string): string | undefined =>
  momentOf(`${day}T00:00`, zone)?.toISOString();

/** `2026-11-21` and 1 → `2026-11-22`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The day of a moment in the zone: `2026-11-21`. */
export const dayOf = (moment: string | number | Date, zone: string): string =>
  wallTime(moment, zone).slice(0, 10);

/** `14.05.02`, or `14:05:02` in English. */
export const clockWithSeconds = (moment: string, zone: string, locale: 'id' | 'en'): string =>
  wallTime(moment, zone)
    .slice(11)
    .replaceAll(':', locale === 'id' ? '.' : ':');
