import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { list } from '../../contracts/accounts.ts';
import { TwilioAccount } from '../../contracts/twilio.ts';

export function useTwilioAccounts() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'keys', 'twilio'],
    queryFn: ({ signal }) => api.get('/v1/twilio/accounts', list(TwilioAccount), {}, signal),
    select: ({ items }) => items,
  });
}
