import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Pencil, RotateCcwKey, Send } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing, useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { CreatedWebhookEndpoint, WebhookDelivery, WebhookEndpoint } from '../../contracts/webhooks.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/form/Switch.tsx';
import { DetailPanel } from '../../ui/layout/SplitView.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { DeliveryLog } from './DeliveryLog.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { EndpointHealth } from './EndpointHealth.tsx';
import { ShownSecret } from './ShownSecret.tsx';

const LOOK_AGAIN_MS = 3_000;

export function EndpointDetail() {
  const t = useT();
  const api = useApi();
  const navigate = useNavigate();
  const { endpointId = '' } = useParams({ strict: false });
  const close = (): void => void navigate({ to: '/webhooks' });
  const path = `/v1/webhook-endpoints/${encodeURIComponent(endpointId)}`;
  const query = useQuery({
    queryKey: [api.workspaceId, 'webhooks', endpointId],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ signal }) => api.get(path, WebhookEndpoint, {}, signal),
  });
  const name = query.data?.description === '' ? query.data.url : query.data?.description;
  return (
    <DetailPanel title={name ?? t.webhooks.title} onClose={close}>
      <QueryView query={query}>
        {(endpoint) => <OpenEndpoint key={endpoint.id} endpoint={endpoint} onGone={close} />}
      </QueryView>
    </DetailPanel>
  );
}

function OpenEndpoint({ endpoint, onGone }: { endpoint: WebhookEndpoint; onGone: () => void }) {
  const may = useMay();
  const manages = may('webhooks:manage');
  return (
    <>
      <EndpointHealth endpoint={endpoint} />
      {manages && <EndpointActions endpoint={endpoint} />}
      <DeliveryLog endpointId={endpoint.id} />
      {manages && <SigningSecret endpoint={endpoint} />}
      {manages && <DeleteEndpoint endpoint={endpoint} onGone={onGone} />}
    </>
  );
}

function EndpointActions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const path = `/v1/webhook-endpoints/${endpoint.id}`;
  const test = useAction({
    run: (api) => api.send('POST', `${path}/test`, WebhookDelivery, {}),
    refresh: ['webhooks'],
    said: () => t.webhooks.test.sent,
  });
  const turn = useAction<boolean, WebhookEndpoint>({
    run: (api, enabled) => api.send('PATCH', path, WebhookEndpoint, { enabled }),
    refresh: ['webhooks'],
  });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Send}
          size="sm"
          disabled={!endpoint.enabled}
          busy={test.isPending}
          onClick={() => test.mutate()}
        >
          {t.webhooks.test.send}
        </Button>
        <Button icon={Pencil} size="sm" onClick={() => setEditing(true)}>
          {t.common.edit}
        </Button>
      </div>
      <Switch
        label={t.webhooks.enabled}
        help={t.webhooks.enabledHelp}
        checked={endpoint.enabled}
        disabled={turn.isPending}
        onChange={(enabled) => turn.mutate(enabled)}
      />
      {editing && <EndpointForm endpoint={endpoint} onClose={() => setEditing(false)} />}
    </div>
  );
}

function SigningSecret({ endpoint }: { endpoint: WebhookEndpoint }) {
  const words = useT().webhooks.secret;
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useAction({
    run: (api) =>
      api.send('POST', `/v1/webhook-endpoints/${endpoint.id}/rotate-secret`, CreatedWebhookEndpoint, {}),
    refresh: ['webhooks'],
    onDone: (rotated) => {
      setAsking(false);
      setSecret(rotated.secret);
    },
  });
  return (
    <section className="flex flex-col items-start gap-2 border-t border-line pt-5">
      <h3 className="text-sm font-bold">{words.heading}</h3>
      {endpoint.oldSecretUntil !== null && (
        <p className="text-sm text-muted">{words.oldUntil(format.dateTime(endpoint.oldSecretUntil))}</p>
      )}
      <Button size="sm" icon={RotateCcwKey} onClick={() => setAsking(true)}>
        {words.rotate}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.rotateAsk}
        confirm={words.rotate}
        danger={false}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      >
        {words.rotateBody}
      </ConfirmDialog>
      {secret !== null && <ShownSecret secret={secret} onClose={() => setSecret(null)} />}
    </section>
  );
}

function DeleteEndpoint({ endpoint, onGone }: { endpoint: WebhookEndpoint; onGone: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/webhook-endpoints/${endpoint.id}`, Nothing),
    refresh: ['webhooks'],
    said: () => t.webhooks.deleted,
    onDone: onGone,
  });
  return (
    <div className="border-t border-line pt-5">
      <Button look="quiet-danger" size="sm" onClick={() => setAsking(true)}>
        {t.webhooks.delete}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.webhooks.deleteAsk}
        confirm={t.webhooks.delete}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t.webhooks.deleteBody}
      </ConfirmDialog>
    </div>
  );
}
