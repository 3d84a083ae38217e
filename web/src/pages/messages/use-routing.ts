import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { Channel, Sender } from '../../contracts/routing.ts';

const Channels = z.object({ items: z.array(Channel) });
const Senders = z.object({ items: z.array(Sender) });

/** Channels to choose from; none for members who may not see them. */
export function useChannels(): readonly Channel[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: [api.workspaceId, 'channels', 'choices'],
    queryFn: ({ signal }) => api.get('/v1/channels', Channels, {}, signal),
    enabled: useMay()('channels:read'),
  });
  return data?.items ?? [];
}

/** Senders to choose from; none for members who may not see them. */
export function useSenders(): readonly Sender[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: [api.workspaceId, 'senders', 'choices'],
    queryFn: ({ signal }) => api.get('/v1/senders', Senders, {}, signal),
    enabled: useMay()('senders:read'),
  });
  return data?.items ?? [];
}
