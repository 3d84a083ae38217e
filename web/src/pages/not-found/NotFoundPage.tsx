import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { useTitle } from '../../ui/layout/use-title.ts';
import { EmptyState } from '../../ui/state/EmptyState.tsx';

export function NotFoundPage() {
  const t = useT();
  useTitle(t.problems.notFound.title);
  return (
    <EmptyState
      icon={Compass}
      title={t.problems.notFound.title}
      action={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          {t.common.backHome}
        </Link>
      }
    >
      {t.problems.notFound.remedy}
    </EmptyState>
  );
}
