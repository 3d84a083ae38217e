import { useDeadLetterCount } from '../../api/pipeline.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { useMay } from '../session.tsx';

const MOST_SHOWN = 99;

/** How many dead letters wait for somebody, beside the entry of the menu; nothing while there are none. */
export function DeadLetterCount({ className }: { className?: string }) {
  const words = useT().messages.deadLetters;
  const { number } = useFormat();
  const may = useMay();
  const count = useDeadLetterCount(may('messages:read'));
  if (count === 0) return null;
  return (
    <span
      className={cx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-bad-soft px-1.5 text-xs font-semibold text-bad tabular-nums',
        className,
      )}
    >
      <span aria-hidden>{count > MOST_SHOWN ? `${MOST_SHOWN}+` : number(count)}</span>
      <span className="sr-only">{words.waiting(number(count))}</span>
    </span>
  );
}
