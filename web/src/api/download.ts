import { useMutation } from '@tanstack/react-query';
import { useOptionalMembership } from '../app/session.tsx';
import { useLocale } from '../i18n/I18n.tsx';
import { useToast } from '../ui/overlay/Toast.tsx';
import { useProblemWords } from '../ui/state/problem-words.ts';
import { type ApiProblem, OFFLINE, readProblem } from './problem.ts';

interface Wanted {
  readonly path: string;
  /** What the file is called. */
  readonly name: string;
}

/** Saves what an address of the API answers as a file; a plain link could not say which workspace is meant. */
export function useDownload() {
  const locale = useLocale();
  const workspace = useOptionalMembership()?.workspace.id ?? '';
  const toast = useToast();
  const words = useProblemWords();
  return useMutation<void, ApiProblem, Wanted>({
    mutationFn: async ({ path, name }) => {
      const headers = { 'accept-language': locale, 'titian-workspace': workspace };
      const response = await fetch(path, { headers, credentials: 'same-origin' }).catch(() => undefined);
      if (response === undefined) throw OFFLINE;
      if (!response.ok) throw readProblem(response.status, await response.json().catch(() => undefined));
      save(await response.blob(), name);
    },
    onError: (problem) => toast.warn(words(problem).title, words(problem).remedy),
  });
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
