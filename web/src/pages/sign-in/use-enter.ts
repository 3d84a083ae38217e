import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { safeNext } from './safe-next.ts';

/** Into the console, with nothing left of whoever was signed in before. */
export function useEnter(next: string | undefined): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  return () => {
    queries.clear();
    router.history.push(safeNext(next));
  };
}
