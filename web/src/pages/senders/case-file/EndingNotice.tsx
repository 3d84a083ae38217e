import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { useEndingRegistrations } from './use-case-file.ts';

const URGENT_DAYS = 7;

/** The alarm: nothing is shown while nothing ends. */
export function EndingNotice() {
  const t = useT();
  const ending = useEndingRegistrations().data ?? [];
  const [first] = ending;
  if (first === undefined) return null;
  const urgent = first.daysLeft <= URGENT_DAYS;
  return (
    <div
      role="status"
      className={cx(
        'flex gap-2.5 rounded-md px-4 py-3 text-sm',
        urgent ? 'bg-bad-soft text-bad' : 'bg-hold-soft text-hold',
      )}
    >
      <TriangleAlert aria-hidden size={18} className="mt-px shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">{t.senders.ending.title}</p>
        <ul>
          {ending.map(({ sender, operator, daysLeft }) => (
            <li key={`${sender.id}${operator}`}>
              <Link
                to="/senders/$senderId/case-file"
                params={{ senderId: sender.id }}
                className="inline-flex min-h-6 items-center font-semibold underline"
              >
                {sender.address}
              </Link>{' '}
              · {t.operators[operator].name}: {t.senders.ending.days(daysLeft)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
