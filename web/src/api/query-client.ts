import { QueryClient } from '@tanstack/react-query';
import type { ApiProblem } from './problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

/** Worth another try: nothing answered, or the server said it can't right now. */
const isPassing = (problem: ApiProblem): boolean =>
  problem.status === 0 || problem.status === 429 || problem.status >= 502;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, problem) => failures < 2 && isPassing(problem),
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
