import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/use-api.ts';
import { list } from '../../../contracts/accounts.ts';
import { Field, Import, ImportFaultPage, ImportList, ImportPreview } from '../../../contracts/contacts.ts';

const POLL_MS = 1_000;
const isOpen = (state: Import['state'] | undefined): boolean => state === 'waiting' || state === 'running';

/** Asks again every second while it runs. */
export function useImport(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'contact-imports', id],
    queryFn: ({ signal }) => api.get(`/v1/contacts/imports/${id}`, Import, {}, signal),
    refetchInterval: ({ state }) => (isOpen(state.data?.state) ? POLL_MS : false),
  });
}

export function useImports() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'contact-imports'],
    queryFn: ({ signal }) => api.get('/v1/contacts/imports', ImportList, {}, signal),
    select: ({ items }) => items,
  });
}

export function usePreview(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'contact-imports', id, 'preview'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get(`/v1/contacts/imports/${id}/preview`, ImportPreview, {}, signal),
  });
}

export function useFaults(id: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [api.workspaceId, 'contact-imports', id, 'faults'],
    queryFn: ({ pageParam, signal }) =>
      api.get(`/v1/contacts/imports/${id}/faults`, ImportFaultPage, { cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useContactFields() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'contact-fields'],
    queryFn: ({ signal }) => api.get('/v1/contact-fields', list(Field), {}, signal),
    select: ({ items }) => items,
  });
}
