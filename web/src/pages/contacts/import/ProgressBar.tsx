import { cx } from '../../../ui/cx.ts';

/** How much is done, 0 to 1; undefined where nobody knows. */
export function ProgressBar({ share, label }: { share: number | undefined; label: string }) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, share) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 w-full overflow-hidden rounded-full bg-dim-soft"
    >
      <div
        className={cx(
          'h-full rounded-full bg-accent transition-[width] duration-300',
          percent === undefined && 'skeleton',
        )}
        style={{ width: `${percent ?? 100}%` }}
      />
    </div>
  );
}
