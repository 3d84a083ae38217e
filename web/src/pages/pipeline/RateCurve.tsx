import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';

/** Each figure counts ten seconds. */
const SECONDS = 10;
const HEIGHT = 40;
const STEP = 10;
const WIDTH = 7;

/** Bars of what was sent in the last five minutes, and what it is now. */
export function RateCurve({ channel }: { channel: PipelineChannel }) {
  const words = useT().pipeline;
  const { number } = useFormat();
  const { rates, sentPerSecond } = channel;
  const top = Math.max(1, ...rates);
  const rounded = (value: number): string => number(Math.round(value * 10) / 10);
  return (
    <figure>
      <figcaption className="flex justify-between gap-4 text-xs text-muted">
        {words.rate.title}
        <span className="text-sm font-bold text-ink tabular-nums">
          {words.perSecond(rounded(sentPerSecond))}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-label={words.rate.summary(rounded(sentPerSecond), rounded(Math.max(0, ...rates) / SECONDS))}
        viewBox={`0 0 ${rates.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 block h-10 w-full border-b border-line"
      >
        {rates.map((count, at) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis of time, not a thing
            key={at}
            x={at * STEP}
            y={HEIGHT - (count / top) * HEIGHT}
            width={WIDTH}
            height={(count / top) * HEIGHT}
            className="fill-chart-1"
          />
        ))}
      </svg>
    </figure>
  );
}
