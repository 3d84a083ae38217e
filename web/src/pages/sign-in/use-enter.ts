import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';

/** Only an address within the console is followed after signing in. */
export const safeNext = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';

/** Into the console, with nothing left of whoever was signed in before. */
export function useEnter(next: string | undefined): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  return () => {
    queries.clear();
    router.history.push(safeNext(next));
  };
}
