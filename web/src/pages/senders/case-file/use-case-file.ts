import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/use-api.ts';
import { list } from '../../../contracts/accounts.ts';
import { CaseFile, EndingRegistration } from '../../../contracts/registrations.ts';

export function useCaseFile(senderId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'senders', senderId, 'case-file'],
    queryFn: ({ signal }) =>
      api.get(`/v1/senders/${encodeURIComponent(senderId)}/case-file`, CaseFile, {}, signal),
  });
}

export function useEndingRegistrations() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'senders', 'ending'],
    queryFn: ({ signal }) => api.get('/v1/registrations/ending', list(EndingRegistration), {}, signal),
    select: ({ items }) => items,
  });
}
