import type { ReactNode } from 'react';
import { preferences, usePreferences } from '../../app/preferences.ts';
import { BrandMark } from '../../ui/Brand.tsx';
import { useTitle } from '../../ui/layout/use-title.ts';

interface AuthCardProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** The one card of the pages before the console. */
export function AuthCard({ title, lead, children }: AuthCardProps) {
  const { locale } = usePreferences();
  useTitle(title);
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 md:justify-center">
      <main className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <BrandMark className="size-9" />
          <span className="text-lg font-bold tracking-tight">Titian</span>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6">
          <h1 className="text-lg font-bold">{title}</h1>
          {lead !== undefined && <p className="mt-1 text-sm text-muted">{lead}</p>}
          <div className="mt-5">{children}</div>
        </div>
        <div className="mt-4 flex justify-center text-sm">
          <button
            type="button"
            lang={locale === 'id' ? 'en' : 'id'}
            onClick={() => preferences.write({ locale: locale === 'id' ? 'en' : 'id' })}
            className="min-h-8 rounded-sm px-2 text-muted hover:text-ink"
          >
            {locale === 'id' ? 'English' : 'Bahasa Indonesia'}
          </button>
        </div>
      </main>
    </div>
  );
}
