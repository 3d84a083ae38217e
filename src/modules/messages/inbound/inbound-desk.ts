import type { IncomingEvent } from '../../../channels/channel.ts';
import { storableText } from '../../../lib/storable-text.ts';
import type { Database } from '../../../platform/db.ts';
import { DatabaseUnavailable } from '../../../platform/db-errors.ts';
import type { IdSource } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import { Problem } from '../../../platform/problem.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { messagesErrors } from '../errors.ts';
import type { LiveHub } from '../read/live-hub.ts';
import { type Arrival, readArrival } from './arrival.ts';
import { type StoreDeps, storeArrivals } from './store-arrivals.ts';
import { StoreLanes } from './store-lanes.ts';

/** Most messages that wait, about 2 KB each; beyond it providers are asked to come again. */
const MOST_WAITING = 20_000;
const RETRY_SECONDS = 5;

export interface InboundDeskDeps extends StoreDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  readonly ids: IdSource;
  readonly log: Logger;
  readonly live: LiveHub;
  /** Files wait to be fetched. */
  readonly onMedia: () => void;
}

/**
 * Takes what people write and stores it in batches, a lane for each workspace. The provider's acknowledgement waits for
 * the commit, so a crash makes it repeat, never lose.
 */
export class InboundDesk {
  readonly #deps: InboundDeskDeps;
  readonly #lanes: StoreLanes<Arrival>;
  /** What waits or is being stored, by channel and provider's id. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(deps: InboundDeskDeps) {
    this.#deps = deps;
    this.#lanes = new StoreLanes((workspaceId, arrivals) => store(deps, workspaceId, arrivals));
  }

  /** Resolves after the commit. Rejects when it could not be stored: the provider will repeat. */
  async receive(channel: OpenChannel, event: IncomingEvent): Promise<void> {
    const { ids, publicIds, log } = this.#deps;
    const key = `${channel.id} ${storableText(event.externalId)}`;
    // A copy shares the fate of the first one.
    const first = this.#underWay.get(key);
    if (first !== undefined) return first;
    if (this.#underWay.size >= MOST_WAITING)
      throw new Problem(messagesErrors.overloaded, { retryAfterSeconds: RETRY_SECONDS });
    const id = ids.next();
    const arrival = readArrival({ id, publicId: publicIds.encode('msg', id) }, channel, event);
    const stored = this.#lanes.add(channel.workspaceId, arrival);
    this.#underWay.set(key, stored);
    try {
      await stored;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable))
        log.error({ err: error, channel: channel.id }, 'a message of a person was not stored');
      throw error;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Resolves when everything that came is stored or refused. */
  stop(): Promise<void> {
    return this.#lanes.stop();
  }
}

async function store(
  deps: InboundDeskDeps,
  workspaceId: string,
  arrivals: readonly Arrival[],
): Promise<void> {
  const fresh = await deps.db.transaction((tx) => storeArrivals(deps, tx, workspaceId, arrivals));
  for (const { publicId } of fresh)
    deps.live.publish(workspaceId, { type: 'message.received', id: publicId });
  if (fresh.some(({ media }) => media !== null)) deps.onMedia();
}
