import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useChannelTypes } from '../../api/lists.ts';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { Channel, type ChannelType, Sender } from '../../contracts/routing.ts';

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

/** Medium of a channel; undefined while none is chosen or types are unknown. */
export function useMediumOf(channelId: string): ChannelType['medium'] | undefined {
  const channels = useChannels();
  const { data: types } = useChannelTypes();
  const chosen = channels.find(({ id }) => id === channelId)?.type;
  return types?.find(({ type }) => type === chosen)?.medium;
}

/** Senders that a message over this channel may leave as: those of its medium, all of them while none is chosen. */
export function useSendersFor(channelId: string): readonly Sender[] {
  const senders = useSenders();
  const medium = useMediumOf(channelId);
  return medium === undefined ? senders : senders.filter((sender) => sender.medium === medium);
}

/** As what a message leaves that names no sender; numbers and agents that are channels go by the channel's name. */
export function useDefaultAddress(channelId: string): string | undefined {
  const senders = useSendersFor(channelId);
  const medium = useMediumOf(channelId);
  const channel = useChannels().find(({ id }) => id === channelId);
  const byDefault = senders.find(({ isDefault }) => isDefault)?.address;
  if (byDefault !== undefined || channel === undefined || medium === 'sms') return byDefault;
  return senders.length > 0 ? undefined : channel.name;
}
