import { SkeletonRows } from '../ui/state/Skeleton.tsx';

export function RoutePending() {
  return (
    <div className="mx-auto w-full max-w-6xl">
      <SkeletonRows />
    </div>
  );
}
