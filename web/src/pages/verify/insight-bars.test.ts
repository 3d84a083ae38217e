import { describe, expect, it } from 'vitest';
import { createFormat } from '../../i18n/format.ts';
import { barsPerLabel, type HoursPerBar, hoursPerBar, insightBars } from './insight-bars.ts';

const format = createFormat('id', 'Asia/Jakarta');
const row = (name: string, sent: number, verified: number) => ({
  name,
  sent,
  verified,
  limited: 0,
  blocked: 0,
  conversion: null,
  medianSeconds: null,
  cost: { amount: 0, currency: 'IDR' },
  costPerVerified: null,
});
/** 10.20 in Jakarta. */
const until = '2026-11-23T03:20:00.000Z';
const from = (days: number): string => new Date(Date.parse(until) - days * 86_400_000).toISOString();
const bars = (days: number, hours: ReturnType<typeof row>[]) =>
  insightBars({ hours, from: from(days), until }, hoursPerBar(days), format);

describe('insightBars', () => {
  it.each([
    [1, 25, '10.00', '10.00'],
    [7, 30, '16 Nov', '23 Nov'],
    [30, 31, '24 Okt', '23 Nov'],
  ])('shows %i days in %i bars, from %s to %s', (days, count, first, last) => {
    const drawn = bars(days, []);
    expect(drawn).toHaveLength(count);
    expect([drawn[0]?.label, drawn.at(-1)?.label]).toEqual([first, last]);
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(count);
  });

  it.each([1, 7, 30])('counts every code of %i days once', (days) => {
    const hours = Array.from({ length: days * 24 }, (_, ago) =>
      row(new Date(Date.parse('2026-11-23T03:00:00Z') - ago * 3_600_000).toISOString(), 3, 2),
    );
    const total = bars(days, hours).flatMap(({ values }) => values);
    expect(total.reduce((sum, value) => sum + value, 0)).toBe(days * 24 * 3);
  });

  it("puts an hour into its day and quarter in the workspace's zone", () => {
    // 23.00 UTC on the 21st is 06.00 on the 22nd in Jakarta.
    const night = [row('2026-11-21T23:00:00.000Z', 5, 1)];
    const found = (days: number) => bars(days, night).find(({ values }) => values[1] === 4);
    expect(found(7)).toMatchObject({ label: '22 Nov', told: '22 Nov 06.00', values: [1, 4] });
    expect(found(30)).toMatchObject({ told: '22 Nov', values: [1, 4] });
  });

  it('names a day where one begins', () => {
    const size: HoursPerBar = 6;
    const named = bars(7, []).filter((_, at) => at % barsPerLabel(size) === 0);
    expect(named.every(({ told }) => told?.endsWith('00.00'))).toBe(true);
  });
});
