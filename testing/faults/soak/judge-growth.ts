/** Does anything grow under a load that does not? Pure, so that its own mistakes can be found by tests. */

export interface SoakSample {
  /** Seconds since the load began. */
  readonly second: number;
  /** Of the server without its database. */
  readonly memoryMib: number;
  /** Of the queues together, with indexes. */
  readonly queueMib: number;
  readonly deadRows: number;
  /** From request to answer since the last sample, milliseconds. */
  readonly acceptP95: number;
  /** From the answer to the arrival at the SMSC, milliseconds. */
  readonly sentP95: number;
  readonly alarms: readonly string[];
  /** Of the machine, over the last minute. */
  readonly load: number;
}

interface Measure {
  readonly name: string;
  readonly of: (sample: SoakSample) => number;
  /** The last third may be so many times the first one, and so much more. */
  readonly times: number;
  readonly slack: number;
  /** A machine on which others do more answers later, whatever we do. */
  readonly followsLoad?: true;
}

/** Factors of; slack for figures so small that noise multiplies them. */
const MEASURES: readonly Measure[] = [
  { name: 'memory, MiB', of: ({ memoryMib }) => memoryMib, times: 1.2, slack: 16 },
  { name: 'queues, MiB', of: ({ queueMib }) => queueMib, times: 1.5, slack: 8 },
  { name: 'dead rows', of: ({ deadRows }) => deadRows, times: 1.5, slack: 5_000 },
  { name: 'accept p95, ms', of: ({ acceptP95 }) => acceptP95, times: 1.5, slack: 50, followsLoad: true },
  { name: 'sent p95, ms', of: ({ sentP95 }) => sentP95, times: 1.5, slack: 200, followsLoad: true },
];
/** Caches fill and plans are made in the beginning. */
const WARM_UP = 0.2;

export interface Growth {
  readonly name: string;
  /** Medians of the first and of the last third after the warm-up. */
  readonly first: number;
  readonly last: number;
  readonly grew: boolean;
}

export function judgeGrowth(samples: readonly SoakSample[]): readonly Growth[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const third = Math.max(1, Math.floor(warm.length / 3));
  const medians = (of: Measure['of']): readonly [number, number] => [
    median(warm.slice(0, third).map(of)),
    median(warm.slice(-third).map(of)),
  ];
  const [loadFirst, loadLast] = medians(({ load }) => load);
  // Waiting grows faster than what is waited for: squared below.
  const busier = Math.max(1, loadLast / Math.max(1, loadFirst));
  return MEASURES.map(({ name, of, times, slack, followsLoad }) => {
    const [first, last] = medians(of);
    const limit = first * times + slack;
    return { name, first, last, grew: last > (followsLoad === true ? limit * busier ** 2 : limit) };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
