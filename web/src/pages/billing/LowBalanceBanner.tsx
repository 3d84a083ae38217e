import { Link, useLocation } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useBilling } from '../../api/billing.ts';
import { useMay } from '../../app/session.tsx';
import { useFormat, useT } from '../../i18n/I18n.tsx';

/** Above every page while less is left than the workspace wants to be told about; goes by itself after a top-up. */
export function LowBalanceBanner() {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const { data } = useBilling(may('billing:read'));
  const low = data?.balances.find(({ lowSince }) => lowSince !== null);
  // The page it leads to says so itself.
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (low === undefined || path === '/billing') return null;
  return (
    <div
      role="status"
      className="mx-auto mb-5 flex w-full max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 rounded-md bg-hold-soft px-4 py-2.5 text-sm text-hold"
    >
      <TriangleAlert aria-hidden size={18} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-semibold">
          {t.billing.low.title(format.money({ amount: low.spendable ?? 0, currency: low.currency }))}.
        </span>{' '}
        {t.billing.low.body}
      </p>
      <Link
        to="/billing"
        className="inline-flex min-h-6 items-center font-semibold underline underline-offset-2"
      >
        {t.billing.low.action}
      </Link>
    </div>
  );
}
