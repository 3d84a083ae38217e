import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useChannelTypes } from '../../api/lists.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing, useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { Channel } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { DetailPanel } from '../../ui/layout/SplitView.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { ReceiptsWarningOf } from '../pipeline/ReceiptsWarning.tsx';
import { CallbackAddress } from './CallbackAddress.tsx';
import { ChannelSettings } from './ChannelSettings.tsx';
import { HealthNotice } from './HealthNotice.tsx';
import { KeptEntries } from './KeptEntries.tsx';
import { ProviderNotices } from './ProviderNotices.tsx';
import { SetupChecks } from './SetupChecks.tsx';
import { TestSend } from './TestSend.tsx';

export function ChannelDetail() {
  const t = useT();
  const api = useApi();
  const navigate = useNavigate();
  const { channelId = '' } = useParams({ strict: false });
  const close = (): void => void navigate({ to: '/channels' });
  const query = useQuery({
    queryKey: [api.workspaceId, 'channels', channelId],
    queryFn: ({ signal }) => api.get(`/v1/channels/${encodeURIComponent(channelId)}`, Channel, {}, signal),
  });
  return (
    <DetailPanel title={query.data?.name ?? t.channels.title} onClose={close}>
      <QueryView query={query}>
        {(channel) => <OpenChannel key={channel.id} channel={channel} onGone={close} />}
      </QueryView>
    </DetailPanel>
  );
}

function OpenChannel({ channel, onGone }: { channel: Channel; onGone: () => void }) {
  const may = useMay();
  const types = useChannelTypes();
  const type = types.data?.find((known) => known.type === channel.type);
  const test = may('channels:test') && channel.enabled && <TestSend channelId={channel.id} />;
  return (
    <>
      <HealthNotice channel={channel} />
      <ReceiptsWarningOf channelId={channel.id} />
      {type !== undefined && type.actions.length > 0 && channel.enabled && may('channels:write') && (
        <SetupChecks channel={channel} type={type} />
      )}
      {/* A channel that gave up needs its settings corrected, one that works is tried out. */}
      {channel.health.state !== 'stopped' && test}
      <ProviderNotices channelId={channel.id} />
      {channel.callbackUrl !== null && <CallbackAddress url={channel.callbackUrl} />}
      {type !== undefined && <ChannelSettings key={channel.updatedAt} channel={channel} type={type} />}
      {channel.health.state === 'stopped' && test}
      {channel.callbackUrl !== null && may('messages:read') && <KeptEntries channelId={channel.id} />}
      {may('channels:write') && <DeleteChannel channel={channel} onGone={onGone} />}
    </>
  );
}

function DeleteChannel({ channel, onGone }: { channel: Channel; onGone: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/channels/${channel.id}`, Nothing),
    refresh: ['channels'],
    said: () => t.channels.deleted(channel.name),
    onDone: onGone,
  });
  return (
    <div className="border-t border-line pt-5">
      <Button look="quiet-danger" size="sm" onClick={() => setAsking(true)}>
        {t.channels.delete}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.channels.deleteAsk(channel.name)}
        confirm={t.channels.delete}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t.channels.deleteBody}
      </ConfirmDialog>
    </div>
  );
}
