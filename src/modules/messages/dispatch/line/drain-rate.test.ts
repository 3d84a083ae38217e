import { expect, test } from 'vitest';
import { DrainRate } from './drain-rate.ts';

function rateByHand() {
  let now = 50_000;
  const rate = new DrainRate(() => now);
  const drain = (messages: number, ms: number): void => {
    for (let left = 0; left < messages; left++) {
      now += ms / messages;
      rate.count();
    }
  };
  return { rate, drain, wait: (ms: number) => void (now += ms) };
}

test('says nothing before a thousand messages have left', () => {
  const { rate, drain } = rateByHand();
  drain(999, 100);
  expect(rate.perMs).toBe(0);
});

test('follows the last thousand', () => {
  const { rate, drain } = rateByHand();
  drain(1_000, 100);
  drain(1_000, 100);
  expect(rate.perMs).toBeCloseTo(10);
  drain(1_000, 500);
  expect(rate.perMs).toBeCloseTo(2);
});

test('is 0 once nothing has left for a second', () => {
  const { rate, drain, wait } = rateByHand();
  drain(2_000, 200);
  wait(900);
  expect(rate.perMs).toBeCloseTo(10);
  wait(200);
  expect(rate.perMs).toBe(0);
});
