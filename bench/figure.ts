/** One measured number, as `npm run bench` prints it. */
import { readFileSync } from 'node:fs';

export interface Figure {
  /** `<claim>.<case>.<what>`, e.g. `accept.single.requests`. */
  readonly name: string;
  readonly value: number;
  /** `req/s`, `msg/s`, `ms`, `µs/msg`, `MiB`. */
  readonly unit: string;
  /** `value` divided by what it is held against; a bar is met from 1 upwards. */
  readonly ratio?: number;
  /** What it is held against, e.g. `bar 3000 req/s`. */
  readonly against?: string;
  /** Load average of the machine (1 minute) when it was measured: other programs slow rates, less so CPU times. */
  readonly load: number;
}

/** A claim that the product makes, and the program that measures it. */
export interface Bench {
  /** What was measured and how, for readers of the table. */
  readonly notes: readonly string[];
  run(options: BenchOptions): Promise<readonly Figure[]>;
}

export interface BenchOptions {
  /** Directory for a CPU profile of the server, which then runs about 20 % slower. */
  readonly profileDir: string | undefined;
  /** What made-up traffic is drawn from, instead of the bench's own seeds. */
  readonly seeds?: readonly number[];
  /** Called with what happens, for people who wait. */
  readonly onProgress: (line: string) => void;
}

export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

/** Three significant digits are more than a shared machine can repeat. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, ratio, against, load }) => [
    name,
    rounded(value).toLocaleString('en'),
    unit,
    ratio === undefined ? '' : `${rounded(ratio)} × ${against ?? ''}`,
    load.toFixed(1),
  ]);
  const all = [['figure', 'value', 'unit', 'against', 'load'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 1 || column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}
