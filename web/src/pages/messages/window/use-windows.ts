import { useQueries } from '@tanstack/react-query';
import { useChannelTypes } from '../../../api/lists.ts';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import { ConversationWindow } from '../../../contracts/messages.ts';
import type { Channel } from '../../../contracts/routing.ts';
import { useChannels } from '../use-routing.ts';

/**
 * Channels that are on, reach one of these kinds of addresses, and take free content only for a while after a person
 * wrote; none while types are unknown.
 */
export function useWindowChannels(kinds: readonly string[]): readonly Channel[] {
  const channels = useChannels();
  const { data: types } = useChannelTypes();
  const limited = new Set(
    types
      ?.filter(({ capabilities }) => capabilities.windowHours !== undefined)
      .filter(({ address, medium }) => kinds.includes(address) || kinds.includes(medium))
      .map(({ type }) => type),
  );
  return channels.filter(({ type, enabled }) => enabled && limited.has(type));
}

export interface Asked {
  /** A channel's id. */
  readonly channel: string;
  /** A number, a contact or one of its identities. */
  readonly to: string;
}

export interface KnownWindow extends Asked {
  /** Milliseconds since the epoch on this browser's clock; null for people who never wrote. */
  readonly until: number | null;
  readonly open: boolean;
}

/** What is known of each; what was refused (nobody is reached there) or is on its way is left out. */
export function useWindows(asked: readonly Asked[]): readonly KnownWindow[] {
  const api = useApi();
  const mayRead = useMay()('messages:read');
  const answers = useQueries({
    queries: asked.map(({ channel, to }) => ({
      // A message that comes in makes everything under `messages` stale, and opens the window anew.
      queryKey: [api.workspaceId, 'messages', 'window', channel, to],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.get('/v1/messages/window', ConversationWindow, { channel, to }, signal),
      enabled: mayRead,
      retry: false,
      staleTime: 60_000,
    })),
  });
  return answers.flatMap(({ data, dataUpdatedAt }, at): KnownWindow[] => {
    const one = asked[at];
    if (data === undefined || one === undefined || !data.required) return [];
    const { open, openUntil, remainingSeconds } = data;
    // By what is left, because the clock of this computer may be wrong.
    const until = open ? dataUpdatedAt + (remainingSeconds ?? 0) * 1000 : Date.parse(openUntil ?? '');
    return [{ ...one, open, until: openUntil === null ? null : until }];
  });
}
