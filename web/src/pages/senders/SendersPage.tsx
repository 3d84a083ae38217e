import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { Plus, Signature } from 'lucide-react';
import { useState } from 'react';
import { useSenders } from '../../api/lists.ts';
import { useMay } from '../../app/session.tsx';
import { OPERATORS, type Sender } from '../../contracts/routing.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { EndingNotice } from './case-file/EndingNotice.tsx';
import { NewSender } from './NewSender.tsx';
import { RegistrationMark } from './RegistrationMark.tsx';

export function SendersPage() {
  const t = useT();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const query = useSenders();
  const add = may('senders:write') && (
    <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t.senders.add}
    </Button>
  );
  return (
    <Page title={t.senders.title} lead={t.senders.lead} action={add}>
      <EndingNotice />
      <SplitView
        detail={<Outlet />}
        list={
          <Surface>
            <QueryView query={query}>
              {(senders) =>
                senders.length === 0 ? (
                  <EmptyState icon={Signature} title={t.senders.empty.title} action={add}>
                    {t.senders.empty.body}
                  </EmptyState>
                ) : (
                  <SenderTable senders={senders} />
                )
              }
            </QueryView>
          </Surface>
        }
      />
      {adding && <NewSender onClose={() => setAdding(false)} />}
    </Page>
  );
}

const stateAt = (sender: Sender, operator: (typeof OPERATORS)[number]) =>
  sender.registrations.find((registration) => registration.operator === operator)?.status ?? 'not_started';

function SenderTable({ senders }: { senders: readonly Sender[] }) {
  const t = useT();
  const navigate = useNavigate();
  const { senderId } = useParams({ strict: false });
  const columns: Column<Sender>[] = [
    { key: 'address', title: t.senders.columns.address, cell: (sender) => <Address sender={sender} /> },
    {
      key: 'kind',
      title: t.senders.columns.kind,
      width: 'w-32',
      wideOnly: true,
      cell: ({ kind }) => t.senders.kinds[kind],
    },
    ...OPERATORS.map((operator) => ({
      key: operator,
      title: <span title={t.operators[operator].name}>{t.operators[operator].short}</span>,
      width: 'w-36',
      wideOnly: senderId !== undefined,
      cell: (sender: Sender) => <RegistrationMark status={stateAt(sender, operator)} />,
    })),
  ];
  return (
    <Table
      label={t.senders.title}
      rows={senders}
      rowKey={({ id }) => id}
      columns={columns}
      openKey={senderId}
      onOpen={({ id }) => void navigate({ to: '/senders/$senderId', params: { senderId: id } })}
      phoneRow={(sender) => (
        <>
          <Address sender={sender} />
          <span className="mt-2 flex flex-wrap gap-1.5">
            {OPERATORS.map((operator) => (
              <RegistrationMark
                key={operator}
                prefix={t.operators[operator].short}
                status={stateAt(sender, operator)}
              />
            ))}
          </span>
        </>
      )}
    />
  );
}

function Address({ sender }: { sender: Sender }) {
  const t = useT();
  return (
    <span className="flex items-center gap-2">
      <span className="truncate font-semibold">{formatPhone(sender.address)}</span>
      {sender.isDefault && <Badge tone="going">{t.senders.isDefault}</Badge>}
    </span>
  );
}
