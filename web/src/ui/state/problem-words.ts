import { useCallback } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { useT } from '../../i18n/I18n.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';

export interface ProblemWords {
  readonly title: string;
  readonly remedy: string | undefined;
}

/** What happened and what to do: the server's words, or ours when no server answered. */
export function wordProblem(problem: ApiProblem, t: Dictionary): ProblemWords {
  if (problem.code === 'console.offline') return t.problems.offline;
  if (problem.code === 'console.unavailable') return t.problems.unavailable;
  if (problem.code === 'console.unexpected_answer') return t.problems.unexpected;
  // The API speaks to programs there: it names the permission that a key lacks.
  if (problem.code === 'request.forbidden') return t.problems.forbidden;
  // Remedies that send a program to `detail`: a person reads it right here.
  const pointsOn = problem.detail !== undefined && problem.remedy?.includes('`detail`') === true;
  return { title: problem.title, remedy: pointsOn ? problem.detail : (problem.remedy ?? problem.detail) };
}

export function useProblemWords(): (problem: ApiProblem) => ProblemWords {
  const t = useT();
  return useCallback((problem) => wordProblem(problem, t), [t]);
}
