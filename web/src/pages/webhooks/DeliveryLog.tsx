import { useId, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../app/session.tsx';
import { DELIVERY_STATUSES, DeliveryStatus, ReplayedWebhookDeliveries } from '../../contracts/webhooks.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { ErrorState } from '../../ui/state/ErrorState.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { DeliveryItem } from './DeliveryItem.tsx';
import { useDeliveries } from './use-webhooks.ts';

/** What was and will be delivered to one endpoint, newest first. */
export function DeliveryLog({ endpointId }: { endpointId: string }) {
  const words = useT().webhooks.log;
  const headingId = useId();
  const [status, setStatus] = useState<DeliveryStatus | undefined>(undefined);
  const query = useDeliveries(endpointId, status);
  const deliveries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-3 border-t border-line pt-5">
      <div className="flex items-center justify-between gap-3">
        <h3 id={headingId} className="text-sm font-bold">
          {words.title}
        </h3>
        <div className="w-36">
          <Select
            aria-label={words.filter}
            value={status ?? ''}
            onChange={(event) => setStatus(DeliveryStatus.safeParse(event.target.value).data)}
            options={[
              { value: '', label: words.all },
              ...DELIVERY_STATUSES.map((value) => ({ value, label: words.statuses[value] })),
            ]}
          />
        </div>
      </div>
      {status === 'failed' && deliveries.length > 0 && <ReplayFailed endpointId={endpointId} />}
      {query.isPending && <SkeletonRows />}
      {query.error !== null && query.data === undefined && (
        <ErrorState problem={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && deliveries.length === 0 && (
        <p className="text-sm text-muted">{status === undefined ? words.empty : words.emptyFiltered}</p>
      )}
      {deliveries.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
          {deliveries.map((delivery) => (
            <DeliveryItem key={delivery.id} endpointId={endpointId} delivery={delivery} />
          ))}
        </ul>
      )}
      <LoadMore
        more={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
      {deliveries.length > 0 && <p className="text-xs text-faint">{words.kept}</p>}
    </section>
  );
}

const SPANS = [1, 6, 24, 72, 720] as const;

function ReplayFailed({ endpointId }: { endpointId: string }) {
  const words = useT().webhooks.log;
  const may = useMay();
  const format = useFormat();
  const toast = useToast();
  const [hours, setHours] = useState(24);
  const replay = useAction({
    run: (api) =>
      api.send('POST', `/v1/webhook-endpoints/${endpointId}/replay`, ReplayedWebhookDeliveries, {
        failedSince: new Date(Date.now() - hours * 3_600_000).toISOString(),
      }),
    refresh: ['webhooks'],
    onDone: ({ queued }) =>
      toast.say(queued === 0 ? words.noneToReplay : words.replayedMany(format.number(queued))),
  });
  if (!may('webhooks:manage')) return null;
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      <Select
        aria-label={words.replaySince}
        value={String(hours)}
        onChange={(event) => setHours(Number(event.target.value))}
        options={SPANS.map((value) => ({
          value: String(value),
          label: `${words.replaySince} ${words.hours(value)}`,
        }))}
      />
      <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate()}>
        {words.replayFailed}
      </Button>
    </div>
  );
}
