import { CircleAlert } from 'lucide-react';
import type { ApiProblem } from '../../api/problem.ts';
import { useProblemWords } from '../state/problem-words.ts';

/** What went wrong with a whole form, above its button. */
export function FormProblem({ problem }: { problem: ApiProblem | null }) {
  const words = useProblemWords();
  if (problem === null) return null;
  const { title, remedy } = words(problem);
  return (
    <div role="alert" className="rise flex gap-2.5 rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad">
      <CircleAlert aria-hidden size={18} className="mt-px shrink-0" />
      <div>
        <p className="font-semibold">{title}</p>
        {remedy !== undefined && <p className="mt-0.5">{remedy}</p>}
      </div>
    </div>
  );
}
