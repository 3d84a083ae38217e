import type { Locale } from './load.ts';

export interface Money {
  /** Minor units: 35000 is Rp350. */
  readonly amount: number;
  readonly currency: string;
}

type Moment = string | number | Date;

export interface Format {
  readonly number: (value: number) => string;
  /** `0.5` → `50%` (`50 %` is not written in Indonesian either). */
  readonly percent: (ratio: number) => string;
  readonly money: (money: Money) => string;
  /** `21 Nov 2026 14.05 WIB` */
  readonly dateTime: (moment: Moment) => string;
  /** `21 Nov 2026` */
  readonly date: (moment: Moment) => string;
  /** `21 Nov` */
  readonly dayMonth: (moment: Moment) => string;
  /** `14.05` */
  readonly time: (moment: Moment) => string;
  /** Time today, day and time this year, else the date. */
  readonly short: (moment: Moment, now?: Date) => string;
  /** `2026-11-21` in the zone. */
  readonly day: (moment: Moment) => string;
  readonly zone: string;
  readonly zoneName: string;
}

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};
const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

export function createFormat(locale: Locale, zone: string): Format {
  const separator = locale === 'id' ? '.' : ':';
  const zoneName = ZONE_NAMES[zone] ?? zone;
  const wall = wallClock(zone, separator);
  const number = (value: number): string => group(value, locale);
  const dayMonthOf = ({ day: ofMonth, month }: Wall): string => `${ofMonth} ${MONTHS[locale][month - 1]}`;
  const date = (moment: Moment): string => {
    const at = wall(moment);
    return `${dayMonthOf(at)} ${at.year}`;
  };
  const day = (moment: Moment): string => {
    const at = wall(moment);
    return `${at.year}-${two(at.month)}-${two(at.day)}`;
  };
  return {
    number,
    percent: (ratio) => `${group(Math.round(ratio * 1000) / 10, locale)}%`,
    money: (money) => formatMoney(money, locale),
    date,
    day,
    dayMonth: (moment) => dayMonthOf(wall(moment)),
    time: (moment) => wall(moment).clock,
    dateTime: (moment) => `${date(moment)} ${wall(moment).clock} ${zoneName}`,
    short: (moment, now = new Date()) => {
      const at = wall(moment);
      if (day(moment) === day(now)) return at.clock;
      if (at.year !== wall(now).year) return date(moment);
      return `${dayMonthOf(at)} ${at.clock}`;
    },
    zone,
    zoneName,
  };
}

function wallClock(zone: string, separator: string): (moment: Moment) => Wall {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (moment) => {
    const found = new Map(parts.formatToParts(new Date(moment)).map((part) => [part.type, part.value]));
    return {
      year: Number(found.get('year')),
      month: Number(found.get('month')),
      day: Number(found.get('day')),
      clock: `${found.get('hour')}${separator}${found.get('minute')}`,
    };
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function group(value: number, locale: Locale): string {
  const [whole = '0', fraction] = String(Math.abs(value)).split('.');
  const [thousands, decimal] = locale === 'id' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

/** `Rp1.250.000`; the hundredths of a rupiah only when there are any. */
function formatMoney({ amount, currency }: Money, locale: Locale): string {
  const whole = Math.trunc(Math.abs(amount) / 100);
  const cents = Math.abs(amount) % 100;
  const fraction = cents === 0 ? '' : `${locale === 'id' ? ',' : '.'}${two(cents)}`;
  const sign = currency === 'IDR' ? 'Rp' : `${currency} `;
  return `${amount < 0 ? '−' : ''}${sign}${group(whole, locale)}${fraction}`;
}

/** `+6281234567890` → `0812-3456-7890`; numbers of other countries keep their `+`. */
export function formatPhone(address: string): string {
  if (!/^\+\d{6,15}$/.test(address)) return address;
  if (!address.startsWith('+62')) return address;
  const national = `0${address.slice(3)}`;
  if (!national.startsWith('08')) return national;
  return [national.slice(0, 4), national.slice(4, 8), national.slice(8)]
    .filter((part) => part !== '')
    .join('-');
}
