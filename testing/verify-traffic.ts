/**
 * Labelled traffic for the fraud guard: a week of a company's ordinary customers, and twelve attacks in it. Every
 * random choice comes from a seed, so a run can be repeated. Nothing here knows how the guard decides.
 */

export interface Wish {
  /** Milliseconds. */
  readonly at: number;
  readonly phone: string;
  readonly ip: string;
  /** The name of the attack, or null for a customer. */
  readonly attack: string | null;
  /** Milliseconds until the right code comes back, where one does. */
  readonly verifiesAfter: number | undefined;
}

/** Deterministic fractions in [0, 1): mulberry32 (Tommy Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const WEEK_START = Date.UTC(2026, 10, 2, 17);
/** Telkomsel has half the market; prefixes and their weight. */
const PREFIXES: readonly (readonly [string, number])[] = [
  ['811', 6],
  ['812', 12],
  ['813', 10],
  ['821', 8],
  ['822', 7],
  ['823', 4],
  ['851', 3],
  ['852', 7],
  ['853', 4],
  ['814', 2],
  ['815', 3],
  ['816', 2],
  ['855', 2],
  ['856', 4],
  ['857', 5],
  ['858', 4],
  ['895', 3],
  ['896', 3],
  ['817', 2],
  ['818', 2],
  ['819', 2],
  ['859', 2],
  ['877', 3],
  ['878', 3],
  ['831', 1],
  ['838', 1],
  ['881', 1],
  ['888', 1],
];
const TOTAL_WEIGHT = PREFIXES.reduce((sum, [, weight]) => sum + weight, 0);
/** Codes per hour of the day (WIB), relative. */
const DAY_SHAPE = [2, 1, 1, 1, 1, 3, 6, 8, 9, 10, 10, 10, 11, 10, 9, 9, 9, 10, 11, 12, 12, 10, 7, 4];

type Random = () => number;
const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low));
const pick = <T>(random: Random, items: readonly T[]): T => items[between(random, 0, items.length)] as T;
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => between(random, 0, 10)).join('');

function anyPrefix(random: Random): string {
  let left = random() * TOTAL_WEIGHT;
  for (const [prefix, weight] of PREFIXES) {
    left -= weight;
    if (left < 0) return prefix;
  }
  return '812';
}
const anyNumber = (random: Random): string =>
  `+62${anyPrefix(random)}${digits(random, random() < 0.7 ? 8 : 7)}`;
const anyAddress = (random: Random): string =>
  `${between(random, 11, 223)}.${between(random, 0, 256)}.${between(random, 0, 256)}.${between(random, 1, 255)}`;

/** Log-normal around 24 s; one in forty takes minutes, because the message was late. */
function patience(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const seconds = 24 * Math.exp(0.55 * normal);
  return 1000 * Math.min(280, random() < 0.025 ? seconds + 90 : seconds);
}

/** A moment of the week, as busy as its hour is. */
function moment(random: Random): number {
  const total = DAY_SHAPE.reduce((sum, one) => sum + one, 0);
  let left = random() * total;
  let hour = 0;
  for (; hour < 23; hour++) {
    left -= DAY_SHAPE[hour] ?? 0;
    if (left < 0) break;
  }
  return WEEK_START + between(random, 0, 7) * DAY + hour * HOUR + random() * HOUR;
}

/** Trouble that is not fraud: an operator that delivers nothing for 40 minutes, and a sale that everybody wants to be at. */
const OUTAGE = {
  from: WEEK_START + 2 * DAY + 12 * HOUR,
  minutes: 40,
  prefixes: ['811', '812', '813', '821', '822', '823', '851', '852', '853'],
};
const SALE = { from: WEEK_START + 4 * DAY + 19 * HOUR, minutes: 30, share: 0.05 };

/** `count` wishes of customers: 45 % are new, 55 % come back; 82 % of the codes are entered. */
export function customers(random: Random, count: number): Wish[] {
  const people: { readonly phone: string; readonly ip: string }[] = [];
  const times = Array.from({ length: count }, () =>
    random() < SALE.share ? SALE.from + random() * SALE.minutes * 60_000 : moment(random),
  ).sort((a, b) => a - b);
  return times.map((at) => {
    const back = people.length > 500 && random() < 0.55;
    const person = back ? pick(random, people) : { phone: anyNumber(random), ip: anyAddress(random) };
    if (!back) people.push(person);
    const out =
      at >= OUTAGE.from &&
      at < OUTAGE.from + OUTAGE.minutes * 60_000 &&
      OUTAGE.prefixes.includes(person.phone.slice(3, 6));
    const enters = !out && random() < 0.82;
    return { at, ...person, attack: null, verifiesAfter: enters ? patience(random) : undefined };
  });
}

interface Attack {
  readonly name: string;
  readonly size: number;
  /** Milliseconds between two. */
  readonly gap: number;
  readonly number: (random: Random, index: number) => string;
  readonly ip?: (random: Random, index: number) => string;
  /** Share of codes that the attacker enters, to look like customers. */
  readonly enters?: number;
}

/** Ranges are drawn per run. */
function attacks(random: Random): Attack[] {
  const range = `+62812${digits(random, 4)}`;
  const slowRange = `+62857${digits(random, 4)}`;
  const small = `+62896${digits(random, 5)}`;
  const five = Array.from({ length: 5 }, () => `+62${anyPrefix(random)}${digits(random, 3)}`);
  const start = between(random, 1_000, 5_000);
  const lone = anyAddress(random);
  const net = `45.${between(random, 0, 256)}.${between(random, 0, 256)}`;
  const spread = (from: string, count: number) => (r: Random) => from + digits(r, count);
  return [
    {
      name: 'sequential, fast',
      size: 2_000,
      gap: 300,
      number: (_r, i) => `${range}${String(start + i).padStart(4, '0')}`,
    },
    {
      name: 'sequential, one in 20 s',
      size: 800,
      gap: 20_000,
      number: (_r, i) => `${slowRange}${String(start + i).padStart(4, '0')}`,
    },
    { name: 'random within a thousand numbers', size: 900, gap: 2_000, number: spread(small, 3) },
    {
      name: 'random within a hundred thousand numbers',
      size: 2_000,
      gap: 800,
      number: spread(`+62878${digits(random, 3)}`, 5),
    },
    { name: 'random within a prefix, ten a second', size: 6_000, gap: 100, number: spread('+62838', 8) },
    {
      name: 'random within a large prefix, one a second',
      size: 3_000,
      gap: 1_000,
      number: spread('+62813', 8),
    },
    { name: 'five ranges in turn', size: 2_500, gap: 700, number: (r, i) => `${five[i % 5]}${digits(r, 5)}` },
    {
      name: 'everywhere, from one address',
      size: 1_500,
      gap: 500,
      number: (r) => anyNumber(r),
      ip: () => lone,
    },
    {
      name: 'everywhere, from one network',
      size: 2_500,
      gap: 400,
      number: (r) => anyNumber(r),
      ip: (r) => `${net}.${between(r, 1, 255)}`,
    },
    {
      name: 'everywhere, from everywhere, three a second',
      size: 6_000,
      gap: 330,
      number: (r) => anyNumber(r),
    },
    {
      name: 'a range that enters one code in ten',
      size: 2_000,
      gap: 1_000,
      number: spread(`+62823${digits(random, 3)}`, 5),
      enters: 0.1,
    },
    {
      name: 'premium and satellite numbers',
      size: 1_000,
      gap: 500,
      number: (r) =>
        pick(r, [
          `+8816${digits(r, 8)}`,
          `+979${digits(r, 9)}`,
          `+62809${digits(r, 7)}`,
          `+371${digits(r, 8)}`,
        ]),
    },
  ];
}

/** Each attack in a quiet or a busy hour of its own, with addresses of a botnet unless it has its own. */
export function labelledAttacks(seed: number): { readonly name: string; readonly wishes: Wish[] }[] {
  const random = seeded(seed);
  return attacks(random).map(({ name, size, gap, number, ip, enters = 0 }, nth) => {
    const begins = WEEK_START + DAY + nth * 11.3 * HOUR;
    const wishes = Array.from({ length: size }, (_, index): Wish => {
      const at = begins + index * gap + random() * gap * 0.5;
      const verifiesAfter = random() < enters ? patience(random) : undefined;
      return {
        at,
        phone: number(random, index),
        ip: ip?.(random, index) ?? anyAddress(random),
        attack: name,
        verifiesAfter,
      };
    });
    return { name, wishes };
  });
}
