/** The course of a number in a line of text. */
export function Sparkline({ values, summary }: { values: readonly number[]; summary: string }) {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? 96 / (values.length - 1) : 96;
  const points = values
    .map((value, at) => `${(at * step + 2).toFixed(1)},${(22 - (value / top) * 20).toFixed(1)}`)
    .join(' ');
  return (
    <svg role="img" aria-label={summary} viewBox="0 0 100 24" className="inline-block h-6 w-25 align-middle">
      <polyline
        points={points}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-chart-1"
      />
    </svg>
  );
}
