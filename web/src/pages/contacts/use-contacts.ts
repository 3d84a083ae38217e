import { useInfiniteQuery, useQuery, keepPreviousData } from '@tanstack/react-query';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import {
  Contact,
  ContactCount,
  ContactHistory,
  ContactPage,
  ContactTimeline,
  Field,
  SuggestionPage,
  Tag,
} from '../../contracts/contacts.ts';
import type { ContactsSearch } from './search.ts';

/** Whatever changes one of these makes the others stale too. */
export const AREA = 'contacts';

export function useContactList({ q, tag }: ContactsSearch) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, AREA, 'list', q, tag],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/contacts', ContactPage, { q, tag, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export function useContact(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'one', id],
    queryFn: ({ signal }) => api.get(`/v1/contacts/${encodeURIComponent(id)}`, Contact, {}, signal),
    staleTime: 0,
  });
}

export function useTimeline(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, AREA, 'timeline', id],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/v1/contacts/${encodeURIComponent(id)}/timeline`,
        ContactTimeline,
        { cursor: pageParam, limit: 30 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
}

export function useHistory(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, AREA, 'history', id],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/v1/contacts/${encodeURIComponent(id)}/history`,
        ContactHistory,
        { cursor: pageParam, limit: 20 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
}

export function useSuggestions() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, AREA, 'suggestions'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/contact-suggestions', SuggestionPage, { cursor: pageParam, limit: 20 }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useSuggestionCount() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'suggestion-count'],
    queryFn: ({ signal }) => api.get('/v1/contact-suggestion-count', ContactCount, {}, signal),
  });
}

export function useContactCount() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'count'],
    queryFn: ({ signal }) => api.get('/v1/contact-count', ContactCount, {}, signal),
  });
}

export function useTags() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'tags'],
    queryFn: ({ signal }) => api.get('/v1/contact-tags', z.object({ items: z.array(Tag) }), {}, signal),
    select: ({ items }) => items,
  });
}

export function useFields() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'fields'],
    queryFn: ({ signal }) => api.get('/v1/contact-fields', z.object({ items: z.array(Field) }), {}, signal),
    select: ({ items }) => items,
  });
}
