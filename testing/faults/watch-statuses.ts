/** Looks at the statuses of single messages while everything breaks: none may ever go back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Api } from '../processes/titian-api.ts';
import type { SendRequest, Sighting } from './history.ts';

const LOOK_EVERY_MS = 100;
/** Of the latest accepted messages, looked at in turn, so that each is seen several times. */
const WATCHED = 20;

const Seen = z.object({ status: z.string() });

export interface StatusWatch {
  /** What was seen until now. */
  stop(): Promise<readonly Sighting[]>;
}

export function watchStatuses(api: Api, requests: readonly SendRequest[]): StatusWatch {
  const sightings: Sighting[] = [];
  let stopped = false;
  async function look(): Promise<void> {
    for (let turn = 0; !stopped; turn++) {
      // The first id of each of the latest requests; a set of them is kept for a while.
      const watched = requests
        .slice(-WATCHED * 4)
        .flatMap(({ attempts }) => attempts.at(-1)?.ids[0] ?? [])
        .slice(-WATCHED);
      const id = watched[turn % Math.max(1, watched.length)];
      if (id !== undefined) await lookAt(id);
      await sleep(LOOK_EVERY_MS);
    }
  }
  async function lookAt(id: string): Promise<void> {
    const at = Date.now();
    // Without an answer there is nothing to see.
    const answer = await api.call('GET', `/v1/messages/${id}`).catch(() => undefined);
    const seen = Seen.safeParse(answer?.status === 200 ? answer.body : undefined);
    if (seen.success) sightings.push({ id, status: seen.data.status, at });
  }
  const looking = look();
  return {
    async stop() {
      stopped = true;
      await looking;
      return sightings;
    },
  };
}
