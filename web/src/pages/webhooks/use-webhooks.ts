import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { list } from '../../contracts/accounts.ts';
import { type DeliveryStatus, WebhookDeliveryPage, WebhookEndpoint } from '../../contracts/webhooks.ts';

const PAGE = 25;
const FIRST: string | undefined = undefined;
/** Deliveries happen without anybody's doing; somebody who looks wants to see them come in. */
const LOOK_AGAIN_MS = 3_000;

export function useEndpoints() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'webhooks'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ signal }) => api.get('/v1/webhook-endpoints', list(WebhookEndpoint), {}, signal),
    select: ({ items }) => items,
  });
}

export function useDeliveries(endpointId: string, status: DeliveryStatus | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, 'webhooks', endpointId, 'deliveries', status],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/v1/webhook-endpoints/${encodeURIComponent(endpointId)}/deliveries`,
        WebhookDeliveryPage,
        { limit: PAGE, cursor: pageParam, status },
        signal,
      ),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
