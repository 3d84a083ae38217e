import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useChannels, useSenders } from '../../api/lists.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { type RouteRule, RouteRules } from '../../contracts/routing.ts';
import type { Names } from './route-sentence.ts';

export function useRoutes() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'routes'],
    queryFn: ({ signal }) => api.get('/v1/routes', RouteRules, {}, signal),
  });
}

export function useNames(): Names {
  const channels = useChannels();
  const senders = useSenders();
  return {
    channel: (id) => channels.data?.find((one) => one.id === id)?.name,
    sender: (id) => senders.data?.find((one) => one.id === id)?.address,
  };
}

/** Shows the new order at once and takes it back when it was refused. */
export function useReorder(): (items: readonly RouteRule[]) => void {
  const api = useApi();
  const queries = useQueryClient();
  const key = [api.workspaceId, 'routes'];
  const order = useAction<readonly RouteRule[], RouteRules>({
    run: (caller, items) =>
      caller.send('PUT', '/v1/routes/order', RouteRules, { ids: items.map(({ id }) => id) }),
    onDone: (rules) => queries.setQueryData(key, rules),
  });
  return (items) => {
    queries.setQueryData<RouteRules>(key, (old) => old && { ...old, items: [...items] });
    order.mutate(items, { onError: () => void queries.invalidateQueries({ queryKey: key }) });
  };
}

export const useMayChange = (): boolean => useMay()('channels:write');
