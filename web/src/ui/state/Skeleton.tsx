import { useT } from '../../i18n/I18n.tsx';
import { cx } from '../cx.ts';

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('skeleton block h-4', className)} />;
}

/** Rows of a list that is on its way; 40 px each, so nothing jumps when they come. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const t = useT();
  return (
    <div role="status" aria-label={t.common.loading} className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-14 items-center gap-6 px-4 md:h-10">
          <Skeleton className={row % 2 === 0 ? 'w-1/3' : 'w-1/4'} />
          <Skeleton className="w-1/6" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
