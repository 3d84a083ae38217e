import { TriangleAlert } from 'lucide-react';
import type { Balance, BillingMode } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Fact, Facts } from '../../ui/data/Facts.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { sharesOf } from './funds.ts';

/** What is left, what is held and what was spent; one per currency. */
export function BalanceCard({ balance, mode }: { balance: Balance; mode: BillingMode }) {
  const t = useT();
  const words = t.billing.balance;
  const format = useFormat();
  const money = (amount: number): string => format.money({ amount, currency: balance.currency });
  const { spendable } = balance;
  return (
    <Surface className="p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-sm font-semibold text-muted">
            {words.title(balance.currency)} · {spendable === null ? words.usedSoFar : words.left}
          </h2>
          <p className="mt-1 text-2xl font-bold tracking-tight tabular-nums">
            {money(spendable ?? balance.spent)}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {balance.lowSince !== null && (
            <Badge tone="hold" icon={TriangleAlert}>
              {words.threshold} {money(balance.lowBelow ?? 0)}
            </Badge>
          )}
          <Badge tone="going">{t.billing.modes[mode].name}</Badge>
        </div>
      </div>
      <SharesBar balance={balance} />
      <div className="mt-4">
        <Facts facts={[...movements(balance, words, money), ...terms(balance, mode, words, money)]} />
      </div>
      <p className="mt-4 border-t border-line pt-3 text-xs text-muted">{t.billing.modes[mode].help}</p>
    </Surface>
  );
}

type Words = ReturnType<typeof useT>['billing']['balance'];

function movements(balance: Balance, words: Words, money: (amount: number) => string): Fact[] {
  const { reserved, spent, funded, trialCredit, owed } = balance;
  return [
    { label: words.reserved, value: <span title={words.reservedHelp}>{money(reserved)}</span> },
    { label: words.spent, value: money(spent) },
    ...(owed > 0 ? [{ label: words.owed, value: <strong>{money(owed)}</strong> }] : []),
    { label: words.funded, value: money(funded) },
    ...(trialCredit > 0 ? [{ label: words.trialCredit, value: money(trialCredit) }] : []),
  ];
}

function terms(
  { creditLimit, lowBelow }: Balance,
  mode: BillingMode,
  words: Words,
  money: (amount: number) => string,
): Fact[] {
  const limit = { label: words.limit, value: creditLimit === null ? words.noLimit : money(creditLimit) };
  return [
    ...(mode === 'postpaid' ? [limit] : []),
    { label: words.threshold, value: lowBelow === null ? words.noThreshold : money(lowBelow) },
  ];
}

/** Own money only: what is owed is no share of what came in. */
function SharesBar({ balance }: { balance: Balance }) {
  const t = useT();
  const words = t.billing.balance;
  const format = useFormat();
  const shares = sharesOf(balance);
  if (shares.available + shares.reserved + shares.spent === 0) return null;
  const parts = [
    { key: 'available', name: words.left, share: shares.available, fill: 'bg-chart-1' },
    { key: 'reserved', name: words.reserved, share: shares.reserved, fill: 'bg-chart-2' },
    { key: 'spent', name: words.spent, share: shares.spent, fill: 'bg-chart-3' },
  ];
  return (
    <figure className="mt-4">
      <div
        role="img"
        aria-label={words.share(format.percent(shares.available))}
        className="flex h-2.5 gap-px overflow-hidden rounded-full bg-sunken"
      >
        {parts.map(({ key, share, fill }) =>
          share === 0 ? null : <span key={key} className={fill} style={{ width: `${share * 100}%` }} />,
        )}
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {parts.map(({ key, name, share, fill }) => (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-[3px] ${fill}`} />
            {name} {format.percent(share)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
