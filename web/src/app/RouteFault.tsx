import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { isApiProblem } from '../api/problem.ts';
import { useT } from '../i18n/I18n.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/state/EmptyState.tsx';
import { ErrorState } from '../ui/state/ErrorState.tsx';

/** A page that couldn't be opened, or broke: says so in words and offers the way on. */
export function RouteFault({ error }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const problem: unknown = error;
  if (isApiProblem(problem)) return <ErrorState problem={problem} onRetry={() => void router.invalidate()} />;
  return (
    <EmptyState
      icon={TriangleAlert}
      title={t.problems.crash.title}
      action={<Button onClick={() => location.reload()}>{t.problems.reload}</Button>}
    >
      {t.problems.crash.remedy}
    </EmptyState>
  );
}
