import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { LiveEvent } from '../contracts/messages.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** Bursts of a campaign become one question to the server per second. */
const GATHER_MS = 1000;
/** A blip shorter than this is not worth telling anybody. */
const LOST_AFTER_FAILURES = 2;
const NAMES = [
  'message.accepted',
  'message.status_changed',
  'message.received',
  'message.changed',
  'channel.health_changed',
];

/** Query areas (second part of the key) an event makes stale. */
export const areasOf = (event: LiveEvent): readonly string[] =>
  event.type === 'channel.health_changed' ? ['channels'] : ['messages', 'summary', 'phone', 'dead-letters'];

export function readLiveEvent(name: string, data: string): LiveEvent | undefined {
  try {
    const body: unknown = JSON.parse(data);
    if (typeof body !== 'object' || body === null) return undefined;
    const parsed = LiveEvent.safeParse({ type: name, ...body });
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the screens current by server-sent events: what changed is asked again. */
export function useLive(workspaceId: string): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => listen(workspaceId, queries, setState), [workspaceId, queries]);
  return state;
}

function listen(workspaceId: string, queries: QueryClient, setState: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const stale = gather((areas) => {
    for (const area of areas) void queries.invalidateQueries({ queryKey: [workspaceId, area] });
  });
  const connect = (): void => {
    source = new EventSource(`/v1/live?workspace=${encodeURIComponent(workspaceId)}`);
    source.onopen = () => {
      // What happened while the line was down is unknown: ask for everything on screen.
      if (failures > 0) void queries.invalidateQueries({ queryKey: [workspaceId] });
      failures = 0;
      setState('live');
    };
    source.onerror = () => {
      source?.close();
      failures += 1;
      setState(failures >= LOST_AFTER_FAILURES ? 'lost' : 'connecting');
      retry = setTimeout(connect, Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS));
    };
    for (const name of NAMES) {
      source.addEventListener(name, (message) => {
        const event = readLiveEvent(name, String(message.data));
        if (event !== undefined) stale.add(areasOf(event));
      });
    }
  };
  connect();
  return () => {
    source?.close();
    clearTimeout(retry);
    stale.stop();
  };
}

function gather(flush: (areas: ReadonlySet<string>) => void) {
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const run = (): void => {
    timer = undefined;
    last = Date.now();
    const areas = waiting;
    waiting = new Set();
    flush(areas);
  };
  return {
    add: (areas: readonly string[]) => {
      for (const area of areas) waiting.add(area);
      // The first of a burst shows at once, the rest together.
      timer ??= setTimeout(run, Math.max(0, GATHER_MS - (Date.now() - last)));
    },
    stop: () => clearTimeout(timer),
  };
}
