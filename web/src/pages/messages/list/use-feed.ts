import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Api, useApi } from '../../../api/use-api.ts';
import { MessagePage } from '../../../contracts/messages.ts';
import type { MessagesSearch } from '../search.ts';
import { appendPage, type Feed, mergeFirstPage } from './feed.ts';

const PAGE = 50;

const askPage = (api: Api, filters: MessagesSearch, cursor: string | undefined, signal?: AbortSignal) =>
  api.get('/v1/messages', MessagePage, { ...filters, limit: PAGE, cursor }, signal);

/** The list with these filters. A live event asks for its first page again; older pages stay. */
export function useFeed(filters: MessagesSearch) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = [api.workspaceId, 'messages', 'list', filters];
  const feed = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const page = await askPage(api, filters, undefined, signal);
      return mergeFirstPage(queries.getQueryData<Feed>(queryKey), page);
    },
    placeholderData: keepPreviousData,
  });
  const older = useMutation({
    mutationFn: (cursor: string) => askPage(api, filters, cursor),
    onSuccess: (page) => {
      queries.setQueryData<Feed>(queryKey, (known) =>
        known === undefined ? undefined : appendPage(known, page),
      );
    },
  });
  const next = feed.data?.next ?? null;
  return {
    feed,
    /** Another list is on its way while the old one is still shown. */
    changing: feed.isPlaceholderData,
    older: {
      more: next !== null && !feed.isPlaceholderData,
      busy: older.isPending,
      problem: older.error,
      load: () => {
        if (next !== null) older.mutate(next);
      },
    },
  };
}
