import { useQuery } from '@tanstack/react-query';
import { Pipeline } from '../contracts/messages.ts';
import { useFormat } from '../i18n/I18n.tsx';
import { useSummary } from './lists.ts';
import { useApi } from './use-api.ts';

export const PIPELINE_MS = 2_000;

/** Asks again while the page is looked at. */
export function usePipeline(everyMs: number, enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'pipeline'],
    enabled,
    refetchInterval: everyMs,
    queryFn: ({ signal }) => api.get('/v1/pipeline', Pipeline, {}, signal),
  });
}

/** Dead letters that wait for somebody, 10,000 at most; asked with the figures of the day. */
export function useDeadLetterCount(enabled: boolean): number {
  const format = useFormat();
  return useSummary(format.day(Date.now()), enabled).data?.deadLetters ?? 0;
}
