import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '../../api/use-action.ts';
import type { Api } from '../../api/use-api.ts';
import { useProblemWords } from '../../ui/state/problem-words.ts';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { sessionQuery } from '../../app/session.tsx';
import { wantsPassword } from './ConfirmYou.tsx';

interface OwnAction<Output> {
  readonly run: (api: Api, proof: { currentPassword?: string }) => Promise<Output>;
  readonly said?: string;
  readonly onDone?: (output: Output) => void;
}

/** A change to how I sign in: asked for my password when the server wants it, then my session is read again. */
export function useOwnAction<Output>({ run, said, onDone }: OwnAction<Output>) {
  const queries = useQueryClient();
  const toast = useToast();
  const words = useProblemWords();
  const action = useAction<string | undefined, Output>({
    run: (api, password) =>
      run(api, password === undefined || password === '' ? {} : { currentPassword: password }),
    inForm: true,
    refresh: ['passkeys'],
    onDone: (output) => {
      if (said !== undefined) toast.say(said);
      void queries.invalidateQueries(sessionQuery);
      onDone?.(output);
    },
  });
  return {
    start: () =>
      action.mutate(undefined, {
        onError: (problem) => {
          if (!wantsPassword(problem)) toast.warn(words(problem).title, words(problem).remedy);
        },
      }),
    withPassword: (password: string) => action.mutate(password),
    reset: action.reset,
    busy: action.isPending,
    problem: action.error,
  };
}
