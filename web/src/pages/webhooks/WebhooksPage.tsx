import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import type { CreatedWebhookEndpoint, WebhookEndpoint } from '../../contracts/webhooks.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { EndpointBadge } from './EndpointBadge.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { ShownSecret } from './ShownSecret.tsx';
import { useEndpoints } from './use-webhooks.ts';

export function WebhooksPage() {
  const t = useT();
  const may = useMay();
  const query = useEndpoints();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedWebhookEndpoint | null>(null);
  const add = may('webhooks:manage') && (
    <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
      {t.webhooks.add}
    </Button>
  );
  return (
    <Page title={t.webhooks.title} lead={t.webhooks.lead} action={add}>
      <SplitView
        detail={<Outlet />}
        list={
          <Surface>
            <QueryView query={query}>
              {(endpoints) =>
                endpoints.length === 0 ? (
                  <EmptyState icon={Webhook} title={t.webhooks.empty.title} action={add}>
                    {t.webhooks.empty.body}
                  </EmptyState>
                ) : (
                  <EndpointTable endpoints={endpoints} />
                )
              }
            </QueryView>
          </Surface>
        }
      />
      {creating && (
        <EndpointForm
          onClose={() => setCreating(false)}
          onCreated={(endpoint) => {
            setCreating(false);
            setCreated(endpoint);
          }}
        />
      )}
      {created !== null && <ShownSecret secret={created.secret} onClose={() => setCreated(null)} />}
    </Page>
  );
}

function EndpointTable({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  const t = useT();
  const navigate = useNavigate();
  const { endpointId } = useParams({ strict: false });
  const columns: Column<WebhookEndpoint>[] = [
    { key: 'url', title: t.webhooks.columns.url, cell: (endpoint) => <Address endpoint={endpoint} /> },
    {
      key: 'state',
      title: t.webhooks.columns.state,
      width: 'w-36',
      cell: ({ health }) => <EndpointBadge health={health} />,
    },
    {
      key: 'types',
      title: t.webhooks.columns.types,
      width: 'w-24',
      wideOnly: true,
      cell: ({ types }) => t.webhooks.typeCount(types.length),
    },
    {
      key: 'last',
      title: t.webhooks.columns.last,
      width: 'w-40',
      wideOnly: true,
      cell: ({ lastSuccessAt }) =>
        lastSuccessAt === null ? (
          <span className="text-faint">{t.common.never}</span>
        ) : (
          <Time at={lastSuccessAt} />
        ),
    },
  ];
  return (
    <Table
      label={t.webhooks.title}
      rows={endpoints}
      rowKey={({ id }) => id}
      columns={columns}
      openKey={endpointId}
      onOpen={({ id }) => void navigate({ to: '/webhooks/$endpointId', params: { endpointId: id } })}
      phoneRow={(endpoint) => (
        <span className="flex items-start justify-between gap-3">
          <Address endpoint={endpoint} />
          <EndpointBadge health={endpoint.health} />
        </span>
      )}
    />
  );
}

function Address({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <span className="block min-w-0">
      {endpoint.description !== '' && (
        <span className="block truncate font-semibold">{endpoint.description}</span>
      )}
      <span className="block truncate font-mono text-xs text-muted" title={endpoint.url}>
        {endpoint.url}
      </span>
    </span>
  );
}
