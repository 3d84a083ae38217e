import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { Plus, RadioTower } from 'lucide-react';
import { useChannels, useChannelTypes } from '../../api/lists.ts';
import { useMay } from '../../app/session.tsx';
import type { Channel } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { HealthBadge } from './HealthBadge.tsx';

export function ChannelsPage() {
  const t = useT();
  const may = useMay();
  const add = may('channels:write') && (
    <Link to="/channels/new" className={buttonClass({ look: 'primary' })}>
      <Plus aria-hidden size={16} />
      {t.channels.add}
    </Link>
  );
  const query = useChannels();
  return (
    <Page title={t.channels.title} lead={t.channels.lead} action={add}>
      <SplitView
        detail={<Outlet />}
        list={
          <Surface>
            <QueryView query={query}>
              {(channels) =>
                channels.length === 0 ? (
                  <EmptyState icon={RadioTower} title={t.channels.empty.title} action={add}>
                    {t.channels.empty.body}
                  </EmptyState>
                ) : (
                  <ChannelTable channels={channels} />
                )
              }
            </QueryView>
          </Surface>
        }
      />
    </Page>
  );
}

function ChannelTable({ channels }: { channels: readonly Channel[] }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const { channelId } = useParams({ strict: false });
  const types = useChannelTypes();
  const typeName = (channel: Channel): string =>
    types.data?.find(({ type }) => type === channel.type)?.name[locale] ?? channel.type;
  const columns: Column<Channel>[] = [
    {
      key: 'name',
      title: t.channels.columns.name,
      cell: ({ name }) => <span className="font-semibold">{name}</span>,
    },
    {
      key: 'state',
      title: t.channels.columns.state,
      width: 'w-36',
      cell: (channel) => <HealthBadge channel={channel} />,
    },
    { key: 'type', title: t.channels.columns.type, width: 'w-44', wideOnly: true, cell: typeName },
    {
      key: 'since',
      title: t.channels.columns.since,
      width: 'w-32',
      wideOnly: true,
      cell: ({ health }) => <Time at={health.since} />,
    },
    {
      key: 'priority',
      title: t.channels.columns.priority,
      width: 'w-20',
      align: 'right',
      cell: ({ priority }) => priority,
    },
  ];
  return (
    <Table
      label={t.channels.title}
      rows={channels}
      rowKey={({ id }) => id}
      columns={columns}
      openKey={channelId}
      onOpen={({ id }) => void navigate({ to: '/channels/$channelId', params: { channelId: id } })}
      phoneRow={(channel) => (
        <>
          <span className="flex items-start justify-between gap-3">
            <span className="min-w-0 font-semibold">{channel.name}</span>
            <HealthBadge channel={channel} />
          </span>
          <span className="mt-1 flex justify-between gap-3 text-xs text-muted">
            {typeName(channel)}
            <Time at={channel.health.since} />
          </span>
        </>
      )}
    />
  );
}
