import { Link } from '@tanstack/react-router';
import { CloudOff, Lock, type LucideIcon, RotateCw, SearchX, TriangleAlert } from 'lucide-react';
import type { ApiProblem } from '../../api/problem.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../Button.tsx';
import { useProblemWords } from './problem-words.ts';

function iconOf(problem: ApiProblem): LucideIcon {
  if (problem.status === 0 || problem.status >= 502) return CloudOff;
  if (problem.status === 403) return Lock;
  return problem.status === 404 || problem.status === 410 ? SearchX : TriangleAlert;
}

/** A screen or part of it that couldn't be had: what happened, and the way out. */
export function ErrorState({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  const t = useT();
  const words = useProblemWords()(problem);
  const Icon = iconOf(problem);
  const retryable = onRetry !== undefined && problem.status !== 403 && problem.status !== 404;
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 inline-flex size-11 items-center justify-center rounded-lg bg-dim-soft text-dim">
        <Icon aria-hidden size={22} strokeWidth={1.8} />
      </span>
      <h2 className="text-base font-bold">{words.title}</h2>
      {words.remedy !== undefined && <p className="mt-1.5 max-w-md text-sm text-muted">{words.remedy}</p>}
      <div className="mt-5 flex gap-2">
        {retryable && (
          <Button icon={RotateCw} onClick={onRetry}>
            {t.common.retry}
          </Button>
        )}
        {problem.status === 401 ? (
          <Link to="/sign-in" className={buttonClass({ look: 'primary' })}>
            {t.signIn.submit}
          </Link>
        ) : (
          !retryable && (
            <Link to="/" className={buttonClass()}>
              {t.common.backHome}
            </Link>
          )
        )}
      </div>
    </div>
  );
}
