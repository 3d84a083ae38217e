import { describe, expect, it } from 'vitest';
import { addDays, clockWithSeconds, dayOf, momentOf, startOfDay, wallTime } from './zone-time.ts';

describe('zone time', () => {
  it.each([
    ['2026-11-21T14:05', 'Asia/Jakarta', '2026-11-21T07:05:00.000Z'],
    ['2026-11-21T00:00', 'Asia/Jayapura', '2026-11-20T15:00:00.000Z'],
    ['2026-01-10T12:00', 'Europe/Amsterdam', '2026-01-10T11:00:00.000Z'],
    ['2026-07-10T12:00', 'Europe/Amsterdam', '2026-07-10T10:00:00.000Z'],
    // The day summer time begins, after the change.
    ['2026-03-29T03:30', 'Europe/Amsterdam', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s is %s', (wall, zone, moment) => {
    expect(momentOf(wall, zone)?.toISOString()).toBe(moment);
    expect(wallTime(moment, zone)).toBe(`${wall}:00`);
  });

  it.each(['', '2026-11-21', '21/11/2026 14.05', '2026-13-45T99:99'])('does not read %j', (wall) => {
    expect(momentOf(wall, 'Asia/Jakarta')).toBeUndefined();
  });

  it('knows days of the zone, not of UTC', () => {
    expect(dayOf('2026-11-20T17:00:00Z', 'Asia/Jakarta')).toBe('2026-11-21');
    expect(startOfDay('2026-11-21', 'Asia/Jakarta')).toBe('2026-11-20T17:00:00.000Z');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('writes the clock as each language does', () => {
    expect(clockWithSeconds('2026-11-21T07:05:02.900Z', 'Asia/Jakarta', 'id')).toBe('14.05.02');
    expect(clockWithSeconds('2026-11-21T07:05:02.900Z', 'Asia/Jakarta', 'en')).toBe('14:05:02');
  });
});
