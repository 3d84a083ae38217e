import { Gift, Plus, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useBilling } from '../../api/billing.ts';
import { useMay, useMembership } from '../../app/session.tsx';
import type { Billing } from '../../contracts/billing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { Tabs } from '../../ui/layout/Tabs.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { AddFunds } from './AddFunds.tsx';
import { BalanceCard } from './BalanceCard.tsx';
import { ChangeBilling } from './ChangeBilling.tsx';
import { LedgerList } from './LedgerList.tsx';
import { StatementView } from './StatementView.tsx';

type Open = 'top_up' | 'trial_credit' | 'settings' | null;

/** What the workspace has, what it used, and how it pays. */
export function BillingPage() {
  const t = useT();
  const words = t.billing;
  const may = useMay();
  const query = useBilling();
  const [open, setOpen] = useState<Open>(null);
  const [tab, setTab] = useState('statement');
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={may('billing:manage') && <Actions onOpen={setOpen} />}
    >
      <QueryView query={query}>
        {({ mode, balances }) => (
          <div className="flex flex-col gap-4">
            {balances.map((balance) => (
              <BalanceCard key={balance.currency} balance={balance} mode={mode} />
            ))}
          </div>
        )}
      </QueryView>
      <Tabs
        label={words.tabs.label}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'statement', label: words.tabs.statement, content: <StatementView /> },
          { value: 'ledger', label: words.tabs.ledger, content: <LedgerList /> },
        ]}
      />
      <OpenDialog open={open} billing={query.data} onClose={() => setOpen(null)} />
    </Page>
  );
}

function Actions({ onOpen }: { onOpen: (open: Open) => void }) {
  const words = useT().billing;
  const { workspace } = useMembership();
  return (
    <>
      {workspace.trial && (
        <Button icon={Gift} onClick={() => onOpen('trial_credit')}>
          {words.giveTrial}
        </Button>
      )}
      <Button icon={Settings2} onClick={() => onOpen('settings')}>
        {words.settings}
      </Button>
      <Button look="primary" icon={Plus} onClick={() => onOpen('top_up')}>
        {words.topUp}
      </Button>
    </>
  );
}

interface OpenDialogProps {
  readonly open: Open;
  readonly billing: Billing | undefined;
  readonly onClose: () => void;
}

function OpenDialog({ open, billing, onClose }: OpenDialogProps) {
  if (open === null) return null;
  if (open !== 'settings') return <AddFunds kind={open} onClose={onClose} />;
  const balance = billing?.balances.find(({ currency }) => currency === 'IDR') ?? billing?.balances[0];
  if (billing === undefined || balance === undefined) return null;
  return <ChangeBilling billing={billing} balance={balance} onClose={onClose} />;
}
