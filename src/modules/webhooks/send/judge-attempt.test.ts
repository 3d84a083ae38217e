import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EgressOutcome } from '../../../platform/http-client/contract.ts';
import { judgeAttempt, retryAfterMs, SCHEDULE } from './judge-attempt.ts';

const NOW = Date.UTC(2026, 10, 22, 8, 0, 0);
const answer = (status: number, headers: Record<string, string> = {}): EgressOutcome => ({
  kind: 'response',
  status,
  headers,
  body: Buffer.alloc(0),
});
const timeout: EgressOutcome = { kind: 'failed', phase: 'exchange', reason: 'timeout', detail: '' };
const at = (attempt: number, random = 0.5) => ({ attempt, now: NOW, random });

test('the schedule: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7].map((attempt) => {
    const verdict = judgeAttempt(timeout, at(attempt));
    return verdict.kind === 'again' ? Math.round(verdict.delayMs / 1_000) : verdict.kind;
  });
  expect(seconds).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  expect(judgeAttempt(timeout, at(8))).toEqual({ kind: 'exhausted' });
});

test('every delay stays within a tenth of the schedule, and spreads over it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const verdict = judgeAttempt(timeout, at(attempt, random));
        const planned = SCHEDULE[attempt - 1] ?? 0;
        if (verdict.kind !== 'again') throw new Error(verdict.kind);
        expect(verdict.delayMs).toBeGreaterThanOrEqual(planned * 0.9);
        expect(verdict.delayMs).toBeLessThanOrEqual(planned * 1.1);
        expect(verdict.delayMs).toBeCloseTo(planned * (0.9 + 0.2 * random), 3);
      },
    ),
  );
});

test.each([
  [200, 'delivered'],
  [201, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'again'],
  [302, 'again'],
  [304, 'again'],
  [307, 'again'],
  [308, 'again'],
  [400, 'again'],
  [401, 'again'],
  [404, 'again'],
  [410, 'gone'],
  [429, 'again'],
  [500, 'again'],
  [503, 'again'],
])('status %i: %s', (status, kind) => {
  expect(judgeAttempt(answer(status), at(1)).kind).toBe(kind);
  expect(judgeAttempt(answer(status), at(8)).kind).toBe(kind === 'again' ? 'exhausted' : kind);
});

test.each([
  ['refused', { kind: 'refused', reason: 'private_address', detail: '' }],
  ['never connected', { kind: 'failed', phase: 'connect', reason: 'connection', detail: '' }],
  ['no answer', timeout],
] as const)('%s is tried again', (_, outcome) => {
  expect(judgeAttempt(outcome, at(1))).toMatchObject({ kind: 'again', asked: false });
});

describe('Retry-After', () => {
  test.each([
    [429, '120', 120_000],
    [502, '1', 1_000],
    [503, new Date(NOW + 90_000).toUTCString(), 90_000],
    [504, '0', 0],
    [503, '999999999', 86_400_000],
    [503, new Date(NOW - 90_000).toUTCString(), 0],
    [503, 'soon', undefined],
    [500, '120', undefined],
    [404, '120', undefined],
  ])('%i with %s', (status, value, expected) => {
    const wait = retryAfterMs(answer(status, { 'retry-after': value }), NOW);
    expect(wait).toBe(expected);
  });

  test('lengthens a delay and never shortens it', () => {
    const long = judgeAttempt(answer(503, { 'retry-after': '600' }), at(1));
    expect(long).toEqual({ kind: 'again', delayMs: 600_000, asked: true });
    const short = judgeAttempt(answer(503, { 'retry-after': '10' }), at(2));
    expect(short).toEqual({ kind: 'again', delayMs: 300_000, asked: true });
  });
});
