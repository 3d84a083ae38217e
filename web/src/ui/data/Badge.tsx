import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

export type Tone = 'good' | 'going' | 'hold' | 'bad' | 'dim';

const TONES: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  going: 'bg-going-soft text-going',
  hold: 'bg-hold-soft text-hold',
  bad: 'bg-bad-soft text-bad',
  dim: 'bg-dim-soft text-dim',
};

/** A short state: always a word, mostly with an icon, never colour alone. */
export function Badge({
  tone = 'dim',
  icon: Icon,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-6 w-fit max-w-full items-center gap-1 rounded-full px-2 text-xs font-semibold whitespace-nowrap',
        TONES[tone],
      )}
    >
      {Icon !== undefined && <Icon aria-hidden size={13} strokeWidth={2.4} className="shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
