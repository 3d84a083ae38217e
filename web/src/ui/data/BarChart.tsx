import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

export interface Bar {
  readonly key: string;
  /** Under every few bars: `06`. */
  readonly label: string;
  /** On hover, where that is not the label. */
  readonly told?: string;
  /** Stacked from the ground up, in the order of `series`. */
  readonly values: readonly number[];
}

type Fill = keyof typeof SWATCHES;

const SWATCHES = {
  'fill-chart-1': 'bg-chart-1',
  'fill-chart-2': 'bg-chart-2',
  'fill-chart-3': 'bg-chart-3',
} as const;

interface BarChartProps {
  /** What the picture says, in a sentence. */
  readonly summary: string;
  readonly series: readonly {
    readonly name: string;
    readonly fill: Fill;
  }[];
  readonly bars: readonly Bar[];
  readonly labelEvery?: number;
  readonly caption?: ReactNode;
}

const HEIGHT = 96;
const STEP = 26;
const WIDTH = 18;

/**
 * A small stacked bar chart: one picture with a sentence and, for several series, what its colours mean; each bar tells
 * its numbers on hover.
 */
export function BarChart({ summary, series, bars, labelEvery = 3, caption }: BarChartProps) {
  const top = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const width = bars.length * STEP;
  return (
    <figure>
      {/* Stretched to the room there is; the labels below keep their size on a phone. */}
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-24 w-full border-b border-line"
      >
        {bars.map((bar, at) => (
          <g key={bar.key}>
            <title>{tell(bar, series)}</title>
            <rect x={at * STEP} y="0" width={STEP} height={HEIGHT} fill="none" pointerEvents="all" />
            {stack(bar.values, top).map(({ y, height }, of) => (
              <rect
                key={series[of]?.name ?? of}
                x={at * STEP + (STEP - WIDTH) / 2}
                y={y}
                width={WIDTH}
                height={height}
                className={series[of]?.fill ?? 'fill-chart-3'}
              />
            ))}
          </g>
        ))}
      </svg>
      <div aria-hidden className="mt-1 flex text-xs text-faint tabular-nums">
        {bars
          .filter((_, at) => at % labelEvery === 0)
          .map((bar, at) => (
            // As wide as the bars it stands for; the last one is left out where there are too few for its words.
            <span
              key={bar.key}
              className="min-w-0 basis-0 whitespace-nowrap"
              style={{ flexGrow: Math.min(labelEvery, bars.length - at * labelEvery) }}
            >
              {bars.length - at * labelEvery >= labelEvery / 2 && bar.label}
            </span>
          ))}
      </div>
      <figcaption className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-muted">
        {series.length > 1 && (
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {series.map(({ name, fill }) => (
              <span key={name} className="inline-flex items-center gap-1.5">
                <span aria-hidden className={cx('size-2.5 rounded-[3px]', SWATCHES[fill])} />
                {name}
              </span>
            ))}
          </span>
        )}
        {caption}
      </figcaption>
    </figure>
  );
}

const tell = (bar: Bar, series: BarChartProps['series']): string =>
  `${bar.told ?? bar.label}: ${series.map(({ name }, of) => `${bar.values[of] ?? 0} ${name}`).join(', ')}`;

function stack(values: readonly number[], top: number): { y: number; height: number }[] {
  let ground = HEIGHT;
  return values.map((value) => {
    const height = value === 0 ? 0 : Math.max(2, (value / top) * HEIGHT);
    ground -= height;
    return { y: ground, height };
  });
}
