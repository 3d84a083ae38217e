/** Times on the SMPP wire: validity periods out (7.1.1), receipt dates in (appendix B). */

const MINUTE = 60_000;

export type ValidityFormat = 'relative' | 'absolute' | 'none';

/**
 * `YYMMDDhhmmss000R` (relative) or `YYMMDDhhmmss000+` in UTC. Relative is rounded down
 * to a second and never below one, because zero means "the centre's default".
 */
export function formatValidity(expiresAt: Date, nowMs: number, format: ValidityFormat): string {
  if (format === 'none') return '';
  if (format === 'absolute') {
    const iso = expiresAt.toISOString();
    return `${iso.slice(2, 19).replace(/[-T:]/g, '')}000+`;
  }
  const seconds = Math.max(1, Math.floor((expiresAt.getTime() - nowMs) / 1000));
  // Months and years have no fixed length, so a relative period stops at 30 days.
  const capped = Math.min(seconds, 30 * 86_400);
  const days = Math.floor(capped / 86_400);
  const hours = Math.floor((capped % 86_400) / 3600);
  const minutes = Math.floor((capped % 3600) / 60);
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(capped % 60)}000R`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** Offsets by zone and hour: receipts come in thousands per second and share both. */
const offsets = new Map<string, number>();
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `YYMMDDhhmm` or `YYMMDDhhmmss` in the given IANA zone; `undefined` when it is no date. */
export function parseReceiptDate(digits: string, zone: string): Date | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(digits);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const parts = [
    2000 + (year ?? 0),
    (month ?? 0) - 1,
    day ?? 0,
    hour ?? 0,
    minute ?? 0,
    second ?? 0,
  ] as const;
  const local = Date.UTC(...parts);
  const back = new Date(local);
  if (back.getUTCMonth() !== parts[1] || back.getUTCDate() !== parts[2] || back.getUTCHours() !== parts[3]) {
    return undefined;
  }
  return new Date(local - offsetAt(local, zone));
}

/** Milliseconds the zone is ahead of UTC when its clocks show `localMs`. */
function offsetAt(localMs: number, zone: string): number {
  const key = `${zone}|${Math.floor(localMs / (60 * MINUTE))}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const guess = offsetOfInstant(localMs, zone);
  const offset = offsetOfInstant(localMs - guess, zone);
  if (offsets.size > 1000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetOfInstant(instantMs: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  const name = formatter.formatToParts(instantMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * MINUTE;
}

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
