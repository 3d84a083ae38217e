import type { TagRef } from '../../../contracts/contacts.ts';
import { cx } from '../../../ui/cx.ts';

const DOTS: Readonly<Record<TagRef['color'], string>> = {
  grey: 'bg-dim',
  blue: 'bg-going',
  green: 'bg-good',
  amber: 'bg-hold',
  red: 'bg-bad',
  violet: 'bg-accent',
};

/** A tag is its word; the dot only helps to find it again. */
export function TagChip({ tag }: { tag: Pick<TagRef, 'name' | 'color'> }) {
  return (
    <span className="inline-flex h-6 max-w-40 items-center gap-1.5 rounded-full border border-line px-2 text-xs font-semibold">
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', DOTS[tag.color])} />
      <span className="truncate">{tag.name}</span>
    </span>
  );
}
