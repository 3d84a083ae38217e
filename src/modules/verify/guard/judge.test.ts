/** S-16 in small; `npm run bench -- pumping` holds the bars on 100,000 customers. */
import { describe, expect, it } from 'vitest';
import { customers, labelledAttacks, seeded } from '../../../../testing/verify-traffic.ts';
import { replayTraffic } from '../../../../bench/replay-traffic.ts';
import {
  type GuardBlock,
  type GuardWish,
  judgeSend,
  newGuardState,
  noteSend,
  noteVerified,
  placeKey,
  placesOf,
} from './judge.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const WISH: GuardWish = { phone: '', mode: 'standard', known: false, repeated: false };
const neighbour = (n: number): string => `+628123456${String(7_000 + n).padStart(4, '0')}`;

/** So many neighbours in a row; returns how many got their code. */
function run(mode: GuardWish['mode'], count: number, more: Partial<GuardWish> = {}) {
  const state = newGuardState();
  let sent = 0;
  for (let n = 0; n < count; n++) {
    const now = NOW + n * 10_000;
    if (judgeSend(state, { ...WISH, mode, ...more, phone: neighbour(n) }, now) !== undefined) continue;
    noteSend(state, neighbour(n), now);
    sent += 1;
  }
  return { state, sent };
}

describe('S-16: the fraud guard', () => {
  it('stops numbers that follow each other, says why, and until when', () => {
    const { state, sent } = run('standard', 100);
    expect(sent).toBeLessThan(10);
    expect(state.raised[0]).toMatchObject({
      level: 3,
      reason: 'sequential_numbers',
      enforced: true,
      evidence: { run: 5 },
    });
    expect(state.raised[0]?.expiresAt).toBeGreaterThan(NOW);
    expect([...state.hits.values()].reduce((a, b) => a + b, 0)).toBe(100 - sent);
  });

  it('only watches in monitor mode, and tells what it would have stopped', () => {
    const { state, sent } = run('monitor', 100);
    expect(sent).toBe(100);
    expect(state.raised[0]?.enforced).toBe(false);
    expect(state.hits.size).toBeGreaterThan(0);
  });

  it('lets numbers pass that verified before, except in max mode', () => {
    expect(run('standard', 100, { known: true }).sent).toBe(100);
    expect(run('max', 100, { known: true }).sent).toBeLessThan(10);
  });

  it.each([
    [0, 'workspace', false],
    [1, 'region', false],
    [2, 'range of 100,000', true],
    [3, 'range of 1,000', true],
  ] as const)('in max mode a block at level %i (%s) stops a known number: %s', (level, _name, stops) => {
    const phone = neighbour(1);
    const place = placesOf(phone).find((one) => one.level === level) ?? { level, subject: '' };
    const times = { createdAt: NOW, expiresAt: NOW + 60_000 };
    const block: GuardBlock = {
      ...place,
      ...times,
      id: 'b',
      reason: 'burst',
      evidence: {},
      enforced: true,
      strikes: 0,
      lifted: false,
    };
    const judged = (known: boolean) => {
      const state = newGuardState();
      state.blocks.set(placeKey(place), block);
      return judgeSend(state, { ...WISH, mode: 'max', known, phone }, NOW) === block;
    };
    expect({ known: judged(true), unknown: judged(false) }).toEqual({ known: stops, unknown: true });
  });

  it('leaves neighbours alone who enter their codes', () => {
    const state = newGuardState();
    for (let n = 0; n < 100; n++) {
      const now = NOW + n * 60_000;
      expect(judgeSend(state, { ...WISH, phone: neighbour(n * 3) }, now)).toBeUndefined();
      noteSend(state, neighbour(n * 3), now);
      noteVerified(state, neighbour(n * 3), now, now + 20_000);
    }
  });

  it('leaves a place alone that somebody spoke for, and blocks it again later', () => {
    const { state } = run('standard', 20);
    for (const [key, block] of state.blocks) state.blocks.set(key, { ...block, lifted: true });
    expect(judgeSend(state, { ...WISH, phone: neighbour(50) }, NOW + 300_000)).toBeUndefined();
    const later = NOW + 30 * 3_600_000;
    let stopped = 0;
    for (let n = 0; n < 30; n++)
      if (judgeSend(state, { ...WISH, phone: neighbour(n) }, later + n * 1_000) !== undefined) stopped += 1;
    expect(stopped).toBeGreaterThan(15);
  });

  it('stops 95 % of every labelled attack after its first 50', () => {
    const attacks = labelledAttacks(77);
    const traffic = [...customers(seeded(77), 5_000), ...attacks.flatMap(({ wishes }) => wishes)];
    const outcomes = replayTraffic(traffic, 'standard');
    for (const { name } of attacks) {
      const outcome = outcomes.get(name);
      const share = (outcome?.laterStopped ?? 0) / (outcome?.laterWishes ?? 1);
      expect(share, name).toBeGreaterThanOrEqual(0.95);
    }
  }, 60_000);
});
