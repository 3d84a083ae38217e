import { useQuery } from '@tanstack/react-query';
import { useOptionalMembership } from '../app/session.tsx';
import { OFFLINE, readProblem } from './problem.ts';

/** A picture of the workspace as a `data:` address: pages may show nothing else, and a link could not say whose it is. */
export function usePicture(file: string) {
  const workspace = useOptionalMembership()?.workspace.id ?? '';
  return useQuery({
    queryKey: [workspace, 'picture', file],
    queryFn: async ({ signal }) => {
      const headers = { 'titian-workspace': workspace };
      const answer = await fetch(`/v1/files/${file}/content`, { headers, signal }).catch(() => undefined);
      if (answer === undefined) throw OFFLINE;
      if (!answer.ok) throw readProblem(answer.status, await answer.json().catch(() => undefined));
      return dataOf(await answer.blob());
    },
    // A file never changes.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

const dataOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(OFFLINE);
    reader.readAsDataURL(blob);
  });
