import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useToast } from '../ui/overlay/Toast.tsx';
import { useProblemWords } from '../ui/state/problem-words.ts';
import type { ApiProblem } from './problem.ts';
import { type Api, useApi } from './use-api.ts';

interface Action<Input, Output> {
  readonly run: (api: Api, input: Input) => Promise<Output>;
  /** Areas whose lists are asked again afterwards: `['channels']`. */
  readonly refresh?: readonly string[];
  /** Said when it worked. */
  readonly said?: (output: Output, input: Input) => string;
  readonly onDone?: (output: Output, input: Input) => void;
  /** A form shows the problem itself; else a toast says it. */
  readonly inForm?: boolean;
}

/** Something a person does: runs it, refreshes what it changed, says what happened. */
export function useAction<Input = void, Output = unknown>(
  action: Action<Input, Output>,
): UseMutationResult<Output, ApiProblem, Input> {
  const api = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const words = useProblemWords();
  return useMutation<Output, ApiProblem, Input>({
    mutationFn: (input) => action.run(api, input),
    onSuccess: async (output, input) => {
      const said = action.said?.(output, input);
      if (said !== undefined) toast.say(said);
      action.onDone?.(output, input);
      await Promise.all(
        (action.refresh ?? []).map((area) =>
          queries.invalidateQueries({ queryKey: [api.workspaceId, area] }),
        ),
      );
    },
    onError: (problem) => {
      if (action.inForm !== true) toast.warn(words(problem).title, words(problem).remedy);
    },
  });
}
