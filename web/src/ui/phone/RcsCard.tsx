import type { ReactNode } from 'react';

interface RcsCardProps {
  readonly media?: ReactNode;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly buttons: readonly { readonly title: string }[];
}

/** A rich card: picture, title, text, and suggestions below. */
export function RcsCard({ media, title, description, buttons }: RcsCardProps) {
  return (
    <div className="w-full max-w-72 overflow-hidden rounded-lg bg-surface text-sm shadow-[0_0_0_1px_var(--line)]">
      {media}
      <div className="flex flex-col gap-1 px-3 py-2.5">
        {title !== undefined && <p className="font-bold wrap-anywhere">{title}</p>}
        {description !== undefined && <p className="wrap-anywhere whitespace-pre-wrap">{description}</p>}
      </div>
      {buttons.length > 0 && (
        <div className="flex flex-wrap gap-1.5 border-t border-line px-3 py-2.5">
          {buttons.map((button) => (
            <span
              key={button.title}
              className="rounded-full border border-line-strong px-3 py-1 text-xs font-semibold text-accent-ink"
            >
              {button.title}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
