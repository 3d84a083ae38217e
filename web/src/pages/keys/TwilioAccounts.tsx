import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Nothing } from '../../api/use-api.ts';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../app/session.tsx';
import type { TwilioAccount } from '../../contracts/twilio.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { NewTwilioAccount } from './NewTwilioAccount.tsx';
import { PointHere } from './PointHere.tsx';
import { useTwilioAccounts } from './use-twilio-accounts.ts';

/** Credentials in the form that programs written for Twilio can hold. */
export function TwilioAccounts() {
  const t = useT();
  const may = useMay();
  const query = useTwilioAccounts();
  const [creating, setCreating] = useState(false);
  return (
    <Section
      title={t.keys.twilio.title}
      lead={t.keys.twilio.lead}
      action={
        may('keys:write') && (
          <Button size="sm" icon={Plus} onClick={() => setCreating(true)}>
            {t.keys.twilio.create}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {(accounts) =>
          accounts.length === 0 ? (
            <p className="text-sm text-muted">{t.keys.twilio.empty}</p>
          ) : (
            <div className="flex flex-col gap-4">
              <AccountTable accounts={accounts} />
              <PointHere />
            </div>
          )
        }
      </QueryView>
      {creating && <NewTwilioAccount onClose={() => setCreating(false)} />}
    </Section>
  );
}

function AccountTable({ accounts }: { accounts: readonly TwilioAccount[] }) {
  const t = useT();
  const may = useMay();
  const [revoking, setRevoking] = useState<TwilioAccount | null>(null);
  const revoke = (account: TwilioAccount) =>
    may('keys:write') && (
      <Button look="quiet-danger" size="sm" onClick={() => setRevoking(account)}>
        {t.keys.revoke}
        <span className="sr-only">{account.name}</span>
      </Button>
    );
  const columns: Column<TwilioAccount>[] = [
    {
      key: 'name',
      title: t.keys.columns.name,
      cell: ({ name }) => <span className="font-semibold">{name}</span>,
    },
    { key: 'sid', title: 'Account SID', width: 'w-96', cell: ({ accountSid }) => <Sid sid={accountSid} /> },
    { key: 'mode', title: t.keys.mode, width: 'w-24', cell: ({ mode }) => <Mode mode={mode} /> },
    {
      key: 'made',
      title: t.keys.twilio.created,
      width: 'w-36',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'act',
      title: <span className="sr-only">{t.keys.revoke}</span>,
      width: 'w-24',
      align: 'right',
      cell: revoke,
    },
  ];
  return (
    <>
      <Table
        label={t.keys.twilio.title}
        rows={accounts}
        rowKey={({ accountSid }) => accountSid}
        columns={columns}
        phoneRow={(account) => (
          <div className="flex flex-col gap-1.5">
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0 font-semibold">{account.name}</span>
              <Mode mode={account.mode} />
            </span>
            <Sid sid={account.accountSid} />
            <span className="flex items-center justify-between gap-3 text-xs text-muted">
              <Time at={account.createdAt} />
              {revoke(account)}
            </span>
          </div>
        )}
      />
      {revoking !== null && <RevokeAccount account={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function Sid({ sid }: { sid: string }) {
  const t = useT();
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all text-muted">{sid}</code>
      <CopyButton text={sid} label={t.keys.twilio.copySid} compact />
    </span>
  );
}

function Mode({ mode }: { mode: TwilioAccount['mode'] }) {
  const t = useT();
  return <Badge tone={mode === 'live' ? 'good' : 'going'}>{t.keys.modes[mode]}</Badge>;
}

function RevokeAccount({ account, onClose }: { account: TwilioAccount; onClose: () => void }) {
  const t = useT();
  const revoke = useAction({
    run: (api) => api.send('DELETE', `/v1/twilio/accounts/${account.accountSid}`, Nothing),
    refresh: ['keys'],
    said: () => t.keys.revoked(account.name),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t.keys.revokeAsk(account.name)}
      confirm={t.keys.revoke}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    >
      {t.keys.twilio.revokeBody}
    </ConfirmDialog>
  );
}
