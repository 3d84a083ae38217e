import { describe, expect, it } from 'vitest';
import { BLOATED_LOOKS, type Figures, HEALTHY, type Judged, judgeVitals } from './judge-vitals.ts';

const FINE: Figures = { diskUsed: 0.5, transactionSeconds: 0, queues: [], heldLogBytes: 0 };
const codes = ({ alarms }: Judged): string[] => alarms.map(({ code }) => code);
const queue = (dead: number, live = 10) => ({ queue: 'messages.outbox', dead, live, bytes: 1 });

describe('the disk', () => {
  it.each<[number | undefined, string[]]>([
    [undefined, []],
    [0.899, []],
    [0.9, ['disk_filling']],
    [0.949, ['disk_filling']],
    [0.95, ['disk_nearly_full']],
    [1, ['disk_nearly_full']],
  ])('%s is %j', (diskUsed, expected) => {
    expect(codes(judgeVitals({ ...FINE, diskUsed }, HEALTHY, 0))).toEqual(expected);
  });

  it('an alarm ends a percent below the share that raised it', () => {
    const full = judgeVitals({ ...FINE, diskUsed: 0.951 }, HEALTHY, 0);
    const still = judgeVitals({ ...FINE, diskUsed: 0.945 }, full, 5_000);
    expect(still.alarms).toEqual([{ code: 'disk_nearly_full', since: 0, value: 94.5, subject: null }]);
    const less = judgeVitals({ ...FINE, diskUsed: 0.935 }, still, 10_000);
    expect(less.alarms).toEqual([{ code: 'disk_filling', since: 10_000, value: 93.5, subject: null }]);
    const edge = judgeVitals({ ...FINE, diskUsed: 0.895 }, less, 15_000);
    expect(codes(edge)).toEqual(['disk_filling']);
    expect(codes(judgeVitals({ ...FINE, diskUsed: 0.885 }, edge, 20_000))).toEqual([]);
  });
});

it('a transaction of more than 30 s is one, with its age', () => {
  expect(codes(judgeVitals({ ...FINE, transactionSeconds: 30 }, HEALTHY, 0))).toEqual([]);
  expect(judgeVitals({ ...FINE, transactionSeconds: 31.7 }, HEALTHY, 7).alarms).toEqual([
    { code: 'transaction_open', since: 7, value: 31, subject: null },
  ]);
});

it('log that is held back is one beyond 8 GiB', () => {
  expect(codes(judgeVitals({ ...FINE, heldLogBytes: 8 * 1024 ** 3 }, HEALTHY, 0))).toEqual([]);
  expect(codes(judgeVitals({ ...FINE, heldLogBytes: 8 * 1024 ** 3 + 1 }, HEALTHY, 0))).toEqual(['log_held']);
});

describe('a queue', () => {
  const looks = (figures: readonly Figures[]): string[][] => {
    let judged = HEALTHY;
    return figures.map((one, at) => {
      judged = judgeVitals(one, judged, at);
      return codes(judged);
    });
  };
  const many = { ...FINE, queues: [queue(20_001)] };

  it('with too many dead rows look after look is an alarm, until vacuum has been there', () => {
    const until = looks([...Array.from({ length: BLOATED_LOOKS }, () => many), FINE]);
    expect(until).toEqual([...Array.from({ length: BLOATED_LOOKS - 1 }, () => []), ['queue_bloated'], []]);
  });

  it('that vacuum cleans in between is none', () => {
    const cleaned = { ...FINE, queues: [queue(500)] };
    expect(looks([many, many, cleaned, many, many, cleaned]).flat()).toEqual([]);
  });

  it('with a backlog that is larger than what is dead is none', () => {
    const backlog = { ...FINE, queues: [queue(90_000, 100_000)] };
    expect(looks([backlog, backlog, backlog, backlog]).flat()).toEqual([]);
  });

  it('is not judged by a look at the disk alone', () => {
    let judged = judgeVitals(many, HEALTHY, 0);
    for (let at = 1; at < 10; at++) judged = judgeVitals(many, judged, at, false);
    expect(codes(judged)).toEqual([]);
  });
});
