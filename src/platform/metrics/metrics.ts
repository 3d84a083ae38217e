/**
 * Figures of this process in the text format of Prometheus 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).
 * A count is one look-up in a map and one addition, so it may stand where batches are handled.
 */

/** Series of one figure at most: a label that grows without end counts as `other` beyond it. */
const MOST_SERIES = 2_000;
const OTHER = 'other';

export interface Counter {
  /** One label value per label name, in their order. */
  add(count: number, ...labels: readonly string[]): void;
}

export interface Histogram {
  observe(value: number): void;
}

export type Sample = readonly [value: number, ...labels: readonly string[]];

interface Named {
  /** `titian_…_total` for counters, with the unit: `_seconds`, `_bytes`. */
  readonly name: string;
  readonly help: string;
}

interface Labelled extends Named {
  readonly labels?: readonly string[];
}

export interface Metrics {
  counter(about: Labelled): Counter;
  /** `buckets` are upper bounds in growing order; the one without a bound is added. */
  histogram(about: Named & { readonly buckets: readonly number[] }): Histogram;
  /** Asked each time somebody looks. One that fails is left out, and the others are told all the same. */
  gauge(about: Labelled, read: () => readonly Sample[] | Promise<readonly Sample[]>): void;
  /** As `gauge`, for what others count and only ever grows. */
  counted(about: Labelled, read: () => readonly Sample[]): void;
  render(): Promise<string>;
}

export function createMetrics(): Metrics {
  const families = new Map<string, () => Promise<string>>();
  const add = ({ name, help }: Named, type: string, lines: () => Promise<readonly string[]>): void => {
    if (families.has(name)) throw new Error(`two figures are called ${name}`);
    families.set(name, async () =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(await lines())].join('\n'),
    );
  };
  const asked = (
    about: Labelled,
    type: string,
    read: () => readonly Sample[] | Promise<readonly Sample[]>,
  ): void =>
    add(about, type, async () => {
      const samples = await Promise.resolve()
        .then(read)
        .catch((): readonly Sample[] => []);
      return samples.map(([value, ...labels]) => line(about.name, about.labels ?? [], labels, value));
    });
  return {
    counter(about) {
      const series = new Map<string, Series>();
      add(about, 'counter', async () =>
        [...series.values()].map(({ labels, value }) => line(about.name, about.labels ?? [], labels, value)),
      );
      return { add: (count, ...labels) => void (seriesOf(series, labels).value += count) };
    },
    histogram: (about) => histogram(about, (lines) => add(about, 'histogram', async () => lines())),
    gauge: (about, read) => asked(about, 'gauge', read),
    counted: (about, read) => asked(about, 'counter', read),
    async render() {
      const parts = await Promise.all([...families.values()].map((family) => family()));
      return `${parts.join('\n')}\n`;
    },
  };
}

interface Series {
  readonly labels: readonly string[];
  value: number;
}

function seriesOf(series: Map<string, Series>, labels: readonly string[]): Series {
  const key = labels.join('\n');
  const known = series.get(key);
  if (known !== undefined) return known;
  if (series.size >= MOST_SERIES && labels.some((label) => label !== OTHER))
    return seriesOf(
      series,
      labels.map(() => OTHER),
    );
  const fresh: Series = { labels, value: 0 };
  series.set(key, fresh);
  return fresh;
}

function histogram(
  { name, buckets }: Named & { readonly buckets: readonly number[] },
  add: (lines: () => readonly string[]) => void,
): Histogram {
  const counts = new Array<number>(buckets.length + 1).fill(0);
  let sum = 0;
  add(() => {
    let below = 0;
    const lines = counts.map((count, at) => {
      below += count;
      return line(`${name}_bucket`, ['le'], [at < buckets.length ? String(buckets[at]) : '+Inf'], below);
    });
    return [...lines, line(`${name}_sum`, [], [], sum), line(`${name}_count`, [], [], below)];
  });
  return {
    observe(value) {
      let at = 0;
      while (at < buckets.length && value > (buckets[at] ?? 0)) at += 1;
      counts[at] = (counts[at] ?? 0) + 1;
      sum += value;
    },
  };
}

function line(name: string, labels: readonly string[], values: readonly string[], value: number): string {
  const pairs = labels.map((label, at) => `${label}="${escaped(values[at] ?? '')}"`).join(',');
  return `${name}${pairs === '' ? '' : `{${pairs}}`} ${Number.isNaN(value) ? 'NaN' : value}`;
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
