import type { ReactNode } from 'react';

export interface Bar {
  readonly key: string;
  /** Under every few bars: `06`. */
  readonly label: string;
  /** Stacked from the ground up, in the order of `series`. */
  readonly values: readonly number[];
}

interface BarChartProps {
  /** What the picture says, in a sentence. */
  readonly summary: string;
  readonly series: readonly {
    readonly name: string;
    readonly fill: 'fill-chart-1' | 'fill-chart-2' | 'fill-chart-3';
  }[];
  readonly bars: readonly Bar[];
  readonly labelEvery?: number;
  readonly caption?: ReactNode;
}

const HEIGHT = 96;
const STEP = 26;
const WIDTH = 18;
const GROUND = HEIGHT + 16;

/** A small stacked bar chart: one picture with a sentence, and its numbers as a table for screen readers. */
export function BarChart({ summary, series, bars, labelEvery = 3, caption }: BarChartProps) {
  const top = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <figure>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${bars.length * STEP} ${GROUND}`}
        className="h-auto w-full"
      >
        <line x1="0" x2={bars.length * STEP} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className="stroke-line" />
        {bars.map((bar, at) => (
          <g key={bar.key}>
            <title>{`${bar.label}: ${series.map(({ name }, of) => `${bar.values[of] ?? 0} ${name}`).join(', ')}`}</title>
            <rect x={at * STEP} y="0" width={STEP} height={HEIGHT} fill="none" pointerEvents="all" />
            {stack(bar.values, top).map(({ y, height }, of) => (
              <rect
                key={series[of]?.name ?? of}
                x={at * STEP + (STEP - WIDTH) / 2}
                y={y}
                width={WIDTH}
                height={height}
                rx="1.5"
                className={series[of]?.fill ?? 'fill-chart-3'}
              />
            ))}
            {at % labelEvery === 0 && (
              <text
                x={at * STEP + STEP / 2}
                y={GROUND - 3}
                textAnchor="middle"
                className="fill-faint text-[10px] tabular-nums"
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
      {caption !== undefined && <figcaption className="mt-2 text-xs text-muted">{caption}</figcaption>}
    </figure>
  );
}

function stack(values: readonly number[], top: number): { y: number; height: number }[] {
  let ground = HEIGHT;
  return values.map((value) => {
    const height = value === 0 ? 0 : Math.max(2, (value / top) * (HEIGHT - 4));
    ground -= height;
    return { y: ground, height };
  });
}
