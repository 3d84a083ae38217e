import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { ErrorState } from './ErrorState.tsx';
import { SkeletonRows } from './Skeleton.tsx';

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, ApiProblem>;
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** Loading, failed or there. What was there stays on screen while it is asked again. */
export function QueryView<Data>({ query, loading, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState problem={query.error} onRetry={() => void query.refetch()} />;
  return loading ?? <SkeletonRows />;
}
