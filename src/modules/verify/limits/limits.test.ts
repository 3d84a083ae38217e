import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullWindow, remember } from './moments.ts';
import { addressOf, subnetOf } from './places.ts';
import { msUntilRoom, NO_USES, usesWithinHour, withUse } from './slots.ts';

const START = Date.UTC(2026, 10, 22);
const steps = fc.array(fc.integer({ min: 0, max: 1_500_000 }), { maxLength: 120 });

describe('S-14: windows', () => {
  it('never hold more than their limit, wherever an hour is laid', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 8 }), (gaps, most) => {
        const windows = [{ name: 'hour', most, windowMs: 3_600_000 }];
        const sent: number[] = [];
        let moments: readonly number[] = [];
        let now = START;
        for (const gap of gaps) {
          now += gap;
          if (fullWindow(moments, windows, now) !== undefined) continue;
          moments = remember(moments, now, 10);
          sent.push(now);
        }
        for (const end of sent)
          expect(sent.filter((at) => at <= end && at > end - 3_600_000).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('say when there is room again, and then there is', () => {
    fc.assert(
      fc.property(steps, (gaps) => {
        const windows = [{ name: 'hour', most: 3, windowMs: 3_600_000 }];
        let moments: readonly number[] = [];
        let now = START;
        for (const gap of gaps) {
          now += gap;
          const full = fullWindow(moments, windows, now);
          if (full === undefined) moments = remember(moments, now, 10);
          else expect(fullWindow(moments, windows, now + full.retryMs)).toBeUndefined();
        }
      }),
    );
  });
});

describe('S-14: wide limits in slots', () => {
  it('never hold more than their limit, wherever an hour is laid, and say when there is room', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (gaps, most) => {
        const sent: number[] = [];
        let slots = NO_USES;
        let now = START;
        for (const gap of gaps) {
          now += gap;
          const wait = msUntilRoom(slots, now, most);
          if (usesWithinHour(slots, now) + 1 > most) {
            expect(wait).toBeGreaterThan(0);
            expect(usesWithinHour(slots, now + wait) + 1).toBeLessThanOrEqual(most);
            continue;
          }
          expect(wait).toBe(0);
          slots = withUse(slots, now);
          sent.push(now);
        }
        for (const end of sent)
          expect(sent.filter((at) => at <= end && at > end - 3_600_000).length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:22ff::1', '2001:db8:1:2200::/56'],
    ['2001:0db8:0001:22aa:1:2:3:4', '2001:db8:1:2200::/56'],
    ['::1', '0:0:0:0::/56'],
  ])('%s has the neighbours %s', (ip, subnet) => expect(subnetOf(ip)).toBe(subnet));

  it('has one spelling', () => {
    expect(addressOf('2001:0DB8:0:0:0:0:0:1')).toBe('2001:db8::1');
    expect(addressOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });
});
