import { ShieldAlert, ShieldCheck, UserPlus, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useMembers } from '../../api/lists.ts';
import { useMay, useMembership } from '../../app/session.tsx';
import type { Member } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { Invitations } from './Invitations.tsx';
import { InviteMember } from './InviteMember.tsx';
import { MemberMenu } from './MemberMenu.tsx';

export function MembersPage() {
  const t = useT();
  const may = useMay();
  const query = useMembers();
  const [inviting, setInviting] = useState(false);
  const add = may('members:write') && (
    <Button look="primary" icon={UserPlus} onClick={() => setInviting(true)}>
      {t.members.invite}
    </Button>
  );
  return (
    <Page title={t.members.title} lead={t.members.lead} action={add}>
      <Surface>
        <QueryView query={query}>{(members) => <MemberTable members={members} />}</QueryView>
      </Surface>
      <Invitations />
      {inviting && <InviteMember onClose={() => setInviting(false)} />}
    </Page>
  );
}

function MemberTable({ members }: { members: readonly Member[] }) {
  const t = useT();
  const may = useMay();
  const { memberId } = useMembership();
  const menu = (member: Member) =>
    may('members:write') && member.id !== memberId && <MemberMenu member={member} />;
  const columns: Column<Member>[] = [
    {
      key: 'name',
      title: t.members.columns.name,
      cell: (member) => <Person member={member} me={memberId} />,
    },
    {
      key: 'email',
      title: t.members.email,
      width: 'w-52',
      wideOnly: true,
      cell: ({ email }) => <span className="text-muted">{email}</span>,
    },
    { key: 'role', title: t.members.columns.role, width: 'w-36', cell: ({ role }) => t.roles[role].name },
    {
      key: 'security',
      title: t.members.columns.security,
      width: 'w-40',
      cell: (member) => <Security member={member} />,
    },
    {
      key: 'seen',
      title: t.members.columns.lastSeen,
      width: 'w-40',
      wideOnly: true,
      cell: (member) => <LastSeen member={member} />,
    },
    {
      key: 'act',
      title: <span className="sr-only">{t.common.more}</span>,
      width: 'w-20',
      align: 'right',
      cell: menu,
    },
  ];
  return (
    <Table
      label={t.members.title}
      rows={members}
      rowKey={({ id }) => id}
      columns={columns}
      phoneRow={(member) => (
        <div className="flex items-start justify-between gap-2">
          <div className="flex min-w-0 flex-col items-start gap-1.5">
            <Person member={member} me={memberId} />
            <span className="max-w-full truncate text-xs text-muted">{member.email}</span>
            <span className="flex flex-wrap items-center gap-2 text-xs text-muted">
              {t.roles[member.role].name}
              <Security member={member} />
            </span>
          </div>
          {menu(member)}
        </div>
      )}
    />
  );
}

function Person({ member, me }: { member: Member; me: string }) {
  const t = useT();
  return (
    <span className="font-semibold" title={member.name}>
      {member.name}
      {member.id === me && (
        <span className="ml-1.5 text-xs font-normal text-faint">({t.common.you.toLowerCase()})</span>
      )}
    </span>
  );
}

function Security({ member }: { member: Member }) {
  const t = useT();
  if (member.status === 'suspended') {
    return (
      <Badge tone="bad" icon={UserRoundX}>
        {t.members.suspended}
      </Badge>
    );
  }
  return member.totpEnabled ? (
    <Badge tone="good" icon={ShieldCheck}>
      {t.members.totpOn}
    </Badge>
  ) : (
    <Badge tone="hold" icon={ShieldAlert}>
      {t.members.totpOff}
    </Badge>
  );
}

function LastSeen({ member }: { member: Member }) {
  const t = useT();
  return member.lastSeenAt === null ? (
    <span className="text-faint">{t.members.neverSeen}</span>
  ) : (
    <Time at={member.lastSeenAt} />
  );
}
