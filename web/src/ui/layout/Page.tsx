import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useTitle } from './use-title.ts';

interface PageProps {
  readonly title: string;
  /** One primary action. */
  readonly action?: ReactNode;
  /** A sentence under the title, where it helps. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Forms and reading pages are narrow; lists use the room. */
  readonly narrow?: boolean;
}

/** Title, one primary action, content. */
export function Page({ title, action, lead, children, narrow = false }: PageProps) {
  useTitle(title);
  return (
    <div className={cx('mx-auto flex w-full flex-col gap-5', narrow ? 'max-w-3xl' : 'max-w-6xl')}>
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h1 className="min-w-0 text-lg font-bold tracking-tight">{title}</h1>
          {action !== undefined && action !== false && (
            <div className="flex flex-wrap items-center gap-2">{action}</div>
          )}
        </div>
        {lead !== undefined && <p className="mt-1 max-w-2xl text-sm text-muted">{lead}</p>}
      </header>
      {children}
    </div>
  );
}

/** The one surface content lies on; never inside another one. */
export function Surface({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <section className={cx('min-w-0 rounded-md border border-line bg-surface', className)}>
      {children}
    </section>
  );
}

/** A titled part of a settings page. */
export function Section({
  title,
  lead,
  action,
  children,
}: {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Surface className="p-5">
      <div className="mb-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 className="text-base font-bold">{title}</h2>
          {action}
        </div>
        {lead !== undefined && <p className="mt-0.5 text-sm text-muted">{lead}</p>}
      </div>
      {children}
    </Surface>
  );
}
