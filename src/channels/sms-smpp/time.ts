/** Times on the SMPP wire: validity periods out (7.1.1), receipt dates in (appendix B). */

const MINUTE = 60_000;

export type ValidityFormat = 'relative' | 'absolute' | 'none';

/**
 * `YYMMDDhhmmss000R` (relative) or `YYMMDDhhmmss000+` in UTC. Relative is rounded down
 * to a second and never below one, because zero means "the centre's default".
 */
export function formatValidity(expiresAt: number, nowMs: number, format: ValidityFormat): string {
  if (format === 'none') return '';
  if (format === 'absolute') {
    const iso = new Date(expiresAt).toISOString();
    return `${iso.slice(2, 19).replace(/[-T:]/g, '')}000+`;
  }
  const seconds = Math.max(1, Math.floor((expiresAt - nowMs) / 1000));
  // Months and years have no fixed length, so a relative period stops at 30 days.
  const capped = Math.min(seconds, 30 * 86_400);
  if (capped !== period.seconds) period = { seconds: capped, text: relativePeriod(capped) };
  return period.text;
}

/** The last one: messages that leave together live equally long. */
let period = { seconds: 0, text: '' };

function relativePeriod(capped: number): string {
  const days = Math.floor(capped / 86_400);
  const hours = Math.floor((capped % 86_400) / 3600);
  const minutes = Math.floor((capped % 3600) / 60);
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(capped % 60)}000R`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** Offsets by zone and hour: receipts come in thousands per second and share both. */
const offsets = new Map<string, Map<number, number>>();
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_OFFSETS = 1000;

const MINUTE_DIGITS = 10;

/** Whether a receipt's date names a minute, not a second. */
export const namesMinute = (digits: string): boolean => digits.length === MINUTE_DIGITS;

/** The last one: of a thousand receipts that come in a second most name the same minute. */
let date: { readonly digits: string; readonly zone: string; readonly at: number | undefined } | undefined;

/** `YYMMDDhhmm` or `YYMMDDhhmmss` in the given IANA zone, as milliseconds since the epoch; `undefined` when it is no date. */
export function parseReceiptDate(digits: string, zone: string): number | undefined {
  if (date?.digits !== digits || date.zone !== zone) date = { digits, zone, at: readDate(digits, zone) };
  return date.at;
}

function readDate(digits: string, zone: string): number | undefined {
  if (!namesMinute(digits) && digits.length !== 12) return undefined;
  for (let i = 0; i < digits.length; i++) {
    const unit = digits.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return undefined;
  }
  const month = pair(digits, 2) - 1;
  const day = pair(digits, 4);
  const hour = pair(digits, 6);
  const minute = pair(digits, 8);
  const second = digits.length === 12 ? pair(digits, 10) : 0;
  if (month < 0 || month > 11 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const local = Date.UTC(2000 + pair(digits, 0), month, day, hour, minute, second);
  // 31 February rolls over into March.
  if (new Date(local).getUTCDate() !== day) return undefined;
  return local - offsetAt(local, zone);
}

function pair(digits: string, at: number): number {
  return (digits.charCodeAt(at) - 0x30) * 10 + digits.charCodeAt(at + 1) - 0x30;
}

/** Milliseconds the zone is ahead of UTC when its clocks show `localMs`. */
function offsetAt(localMs: number, zone: string): number {
  let ofZone = offsets.get(zone);
  if (!ofZone) {
    ofZone = new Map();
    offsets.set(zone, ofZone);
  }
  const hour = Math.floor(localMs / (60 * MINUTE));
  const known = ofZone.get(hour);
  if (known !== undefined) return known;
  const guess = offsetOfInstant(localMs, zone);
  const offset = offsetOfInstant(localMs - guess, zone);
  if (ofZone.size > MAX_OFFSETS) ofZone.clear();
  ofZone.set(hour, offset);
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
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}
