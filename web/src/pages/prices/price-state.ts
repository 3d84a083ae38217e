import type { Price } from '../../contracts/billing.ts';

export type PriceState = 'current' | 'coming' | 'past';

const target = (price: Price): string =>
  [
    ...[price.medium, price.channel ?? '*', price.operator, price.class],
    ...[price.category, String(price.inWindow)],
  ].join(' ');

/** Of the prices for exactly the same messages, the youngest that has begun is the one that counts. */
export function withState(prices: readonly Price[], now: number): { price: Price; state: PriceState }[] {
  const current = new Map<string, Price>();
  for (const price of prices) {
    if (Date.parse(price.validFrom) > now) continue;
    const known = current.get(target(price));
    if (known === undefined || Date.parse(price.validFrom) >= Date.parse(known.validFrom)) {
      current.set(target(price), price);
    }
  }
  return prices.map((price) => {
    if (Date.parse(price.validFrom) > now) return { price, state: 'coming' };
    return { price, state: current.get(target(price)) === price ? 'current' : 'past' };
  });
}

/** Thousands by dots and hundredths by a comma, or the English way round; never both alike. */
const INDONESIAN = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/;
const ENGLISH = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/** `350`, `360,50` or `Rp1.250` in minor units; `undefined` when it isn't an amount. */
export function readRupiah(typed: string): number | undefined {
  const clean = typed.replace(/^\s*rp\s*/i, '').trim();
  const found = INDONESIAN.exec(clean) ?? ENGLISH.exec(clean);
  if (found === null) return undefined;
  const whole = Number((found[1] ?? '').replace(/[.,]/g, ''));
  return whole * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}
