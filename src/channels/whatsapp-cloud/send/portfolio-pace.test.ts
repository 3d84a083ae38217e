import { expect, it } from 'vitest';
import { PortfolioPace } from './portfolio-pace.ts';

const HOUR = 3_600_000;

function paced(): { pace: PortfolioPace; wait(ms: number): void } {
  let now = 1_000;
  return { pace: new PortfolioPace({ monotonic: () => now }), wait: (ms) => void (now += ms) };
}

it('holds nothing back before Meta does', () => {
  const { pace } = paced();
  for (const id of ['a', 'b']) {
    expect(pace.take(id)).toBeUndefined();
    pace.answered(id, 'otherwise');
  }
});

it('keeps the others for an hour once one was too many, then lets one try and the rest follow', () => {
  const { pace, wait } = paced();
  expect(pace.take('a')).toBeUndefined();
  expect(pace.take('b')).toBeUndefined();
  pace.answered('a', 'too_many_people');
  // Was under way already, e.g. to somebody who had written: it proves nothing.
  pace.answered('b', 'taken');
  expect(pace.take('c')).toMatchObject({ kind: 'retryable', scope: 'recipient', retryAfterMs: HOUR });
  wait(HOUR - 1);
  expect(pace.take('c')).toMatchObject({ retryAfterMs: 1 });
  wait(1);
  expect(pace.take('c')).toBeUndefined();
  expect(pace.take('d')).toMatchObject({ retryAfterMs: 60_000 });
  pace.answered('c', 'taken');
  expect(pace.take('d')).toBeUndefined();
  expect(pace.take('e')).toBeUndefined();
});

it('waits another hour when the one that tried was too many as well, and lets another try when it failed otherwise', () => {
  const { pace, wait } = paced();
  pace.answered('a', 'too_many_people');
  wait(HOUR);
  expect(pace.take('b')).toBeUndefined();
  pace.answered('b', 'otherwise');
  expect(pace.take('c')).toBeUndefined();
  pace.answered('c', 'too_many_people');
  expect(pace.take('d')).toMatchObject({ retryAfterMs: HOUR });
});
