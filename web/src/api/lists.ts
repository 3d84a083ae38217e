import { useQuery } from '@tanstack/react-query';
import { ApiKey, Invitation, list, Member } from '../contracts/accounts.ts';
import { Price } from '../contracts/billing.ts';
import { MessagePage, Summary } from '../contracts/messages.ts';
import { Channel, ChannelType, Sender } from '../contracts/routing.ts';
import { useApi } from './use-api.ts';

/** What several screens show. The second part of each key is the area that events and actions make stale. */
const CATALOG_MS = 10 * 60_000;

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'channels'],
    queryFn: ({ signal }) => api.get('/v1/channels', list(Channel), {}, signal),
    select: ({ items }) => items,
  });
}

export function useChannelTypes() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'channel-types'],
    staleTime: CATALOG_MS,
    queryFn: ({ signal }) => api.get('/v1/channel-types', list(ChannelType), {}, signal),
    select: ({ items }) => items,
  });
}

export function useSenders() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'senders'],
    queryFn: ({ signal }) => api.get('/v1/senders', list(Sender), {}, signal),
    select: ({ items }) => items,
  });
}

export function useKeys(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'keys'],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/keys', list(ApiKey), {}, signal),
    select: ({ items }) => items,
  });
}

export function useMembers(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'members'],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/members', list(Member), {}, signal),
    select: ({ items }) => items,
  });
}

export function useInvitations(enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'invitations'],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/invitations', list(Invitation), {}, signal),
    select: ({ items }) => items,
  });
}

export function usePrices() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'prices'],
    queryFn: ({ signal }) => api.get('/v1/prices', list(Price), {}, signal),
    select: ({ items }) => items,
  });
}

/** `day` as `2026-11-21` in the workspace's zone. */
export function useSummary(day: string, enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'summary', day],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/messages/summary', Summary, { day }, signal),
  });
}

export function useRecentMessages(limit: number, enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'messages', 'recent', limit],
    enabled,
    queryFn: ({ signal }) => api.get('/v1/messages', MessagePage, { limit }, signal),
    select: ({ items }) => items,
  });
}
