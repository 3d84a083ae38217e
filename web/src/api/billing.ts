import { useQuery } from '@tanstack/react-query';
import { Billing, Statement } from '../contracts/billing.ts';
import { useApi } from './use-api.ts';

/** Settles are folded every few seconds; nobody needs to see each of them. */
const REFRESH_MS = 15_000;

export function useBilling(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'billing'],
    enabled,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => api.get('/v1/billing', Billing, {}, signal),
  });
}

/** `by`: names of the parts with commas between; empty for totals only. */
export function useStatement(period: { readonly from: string; readonly to: string }, by: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'statement', period.from, period.to, by],
    enabled: period.from <= period.to,
    queryFn: ({ signal }) =>
      // An empty parameter would be left out, and then mean the usual breakdown.
      api.get(`/v1/billing/statement?by=${by}&from=${period.from}&to=${period.to}`, Statement, {}, signal),
  });
}
