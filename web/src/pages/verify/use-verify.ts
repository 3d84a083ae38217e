import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { ServiceList } from '../../contracts/verify.ts';

export function useServices() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'verify', 'services'],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/verify/services', ServiceList, undefined, signal)).items,
  });
}
