import type { Import } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';

const NAMES = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const;

/** What became of the rows so far. */
export function Counts({ one }: { one: Import }) {
  const words = useT().contactTransfer.counts;
  const format = useFormat();
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
      {NAMES.map((name) => (
        <div key={name}>
          <dt className="text-xs text-muted">{words[name]}</dt>
          <dd
            className={cx(
              'text-xl font-bold tabular-nums',
              name === 'failed' && one.failed > 0 && 'text-bad',
            )}
          >
            {format.number(one[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
