/**
 * Group commit: requests of one workspace that arrive while a commit is under way
 * share the next one. There is no timer: the batch is whatever has gathered (1 row
 * when idle, about 25 at 64 connections), and the delay is one commit. Only large requests may wait a little longer,
 * while the line that sends them is full but fast: a message that finds no room in memory takes the way through the
 * outbox, which costs as much again as all the rest (20 µs).
 */
import { Problem } from '../../../platform/problem.ts';
import { messagesErrors } from '../errors.ts';
import { LANE, LAST_LANE } from '../status.ts';

/**
 * Two commits at a time, because one gathers while the other waits for the disk; the second only for a full
 * batch, because two small ones cost more than one of twice the size.
 */
const FLUSHES_AT_ONCE = 2;
const WORTH_A_SECOND = 250;
/** Most messages in one transaction. */
const BATCH_MESSAGES = 1_000;
/** Most messages that may wait for a commit, over all workspaces: two seconds of bulk. Beyond it callers get a 503. */
const MOST_WAITING = 20_000;
/** The last tenth is for what cannot wait: campaigns and large batches go first. */
const MOST_WAITING_BULK = 0.9 * MOST_WAITING;
/** About 500 short messages. Reading more only to refuse it takes 3 ms, as much as accepting 70 messages. */
const LARGE_BODY_BYTES = 64 * 1024;
const LARGE_BODY_MESSAGES = 500;
const RETRY_SECONDS = 1;
/**
 * Requests of so many messages wait for room in memory; smaller ones do not come faster than a fast line sends. With 100, 64 to
 * 256 callers with 20 to 99 messages each took the way through the outbox: 12,000 to 18,000 a second instead of 32,000 to 38,000.
 */
const BULK = 5;
/**
 * They wait only as long as they keep nobody out, and never longer than this: small ones might keep the line full for ever.
 * Between this and the mark for campaigns there is room for two large requests more. With half of it, 16 callers with
 * 1,000 messages each took the way through the outbox: 23,600 messages a second instead of 35,000.
 */
const MOST_STEPPED_BACK = 0.8 * MOST_WAITING;
const LONGEST_STEP_BACK_MS = 1_000;
const LOOK_AGAIN_MS = 5;

export interface Queued<Request, Answer> {
  readonly request: Request;
  readonly size: number;
  /** Monotonic milliseconds of its arrival. */
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly isSettled: () => boolean;
}

/** Stores all requests in one transaction and settles each of them; when it throws, all that are unsettled fail. */
type Flush<Request, Answer> = (
  workspaceId: string,
  batch: readonly Queued<Request, Answer>[],
) => Promise<void>;

interface Room {
  /** Whether so many messages had better wait a moment, because what sends them is full and will not be for long. */
  readonly hasRoomSoon: (workspaceId: string, messages: number) => boolean;
  readonly monotonic: () => number;
}
/** Where nobody waits for any. */
const NO_ROOM: Room = { hasRoomSoon: () => false, monotonic: () => 0 };

interface Turn<Request, Answer> {
  readonly waiting: Map<string, Queued<Request, Answer>[]>;
  readonly workspaceId: string;
  readonly queue: Queued<Request, Answer>[];
  /** Place in the queue of the first request that goes; more than 0 where large ones let it pass. */
  readonly from: number;
}

export class CommitQueue<Request, Answer> {
  readonly #flush: Flush<Request, Answer>;
  readonly #room: Room;
  /** By lane, the most urgent first; in each, workspaces in the order in which they are served next, one batch per turn. */
  readonly #lanes: readonly Map<string, Queued<Request, Answer>[]>[] = Array.from(
    { length: LAST_LANE + 1 },
    () => new Map<string, Queued<Request, Answer>[]>(),
  );
  #waitingMessages = 0;
  #flushing = 0;
  #looksAgain = false;
  #whenIdle: (() => void)[] = [];

  constructor(flush: Flush<Request, Answer>, room: Room = NO_ROOM) {
    this.#flush = flush;
    this.#room = room;
  }

  /** Messages that wait for a commit. */
  get waiting(): number {
    return this.#waitingMessages;
  }

  /** Resolves after the commit that holds the request. `size` is its number of messages. */
  submit(
    workspaceId: string,
    request: Request,
    size: number,
    lane: number = LANE.transactional,
  ): Promise<Answer> {
    try {
      this.requireRoom(size, lane);
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise<Answer>((resolve, reject) => {
      const waiting = this.#lanes[lane] ?? new Map<string, Queued<Request, Answer>[]>();
      const queue = waiting.get(workspaceId) ?? [];
      queue.push(queued({ request, size, since: this.#room.monotonic() }, resolve, reject));
      waiting.set(workspaceId, queue);
      this.#waitingMessages += size;
      this.#pump();
    });
  }

  /** Throws when a request of this size would be refused now. */
  requireRoom(size: number, lane: number): void {
    if (this.#waitingMessages + size > (lane === LAST_LANE ? MOST_WAITING_BULK : MOST_WAITING))
      throw overloaded();
  }

  /** Throws when there is no room for a large batch, of which nothing but its length is known. */
  requireRoomForBody(bytes: number): void {
    if (bytes >= LARGE_BODY_BYTES && this.#waitingMessages + LARGE_BODY_MESSAGES > MOST_WAITING_BULK)
      throw overloaded();
  }

  /** Resolves when nothing waits any more. */
  idle(): Promise<void> {
    if (this.#flushing === 0 && this.#waitingMessages === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #pump(): void {
    while (this.#flushing < (this.#waitingMessages >= WORTH_A_SECOND ? FLUSHES_AT_ONCE : 1)) {
      const turn = this.#nextTurn();
      if (turn === undefined) break;
      const { workspaceId } = turn;
      const batch = this.#takeBatch(turn);
      this.#flushing += 1;
      this.#flush(workspaceId, batch)
        .catch((error: unknown) => {
          for (const one of batch) one.reject(error);
        })
        .finally(() => {
          this.#flushing -= 1;
          this.#pump();
        });
    }
    if (this.#flushing > 0 || this.#waitingMessages > 0) return;
    for (const resolve of this.#whenIdle) resolve();
    this.#whenIdle = [];
  }

  /** The most urgent whose turn it is; large requests step back, and let small ones pass, while there will be room for them soon. */
  #nextTurn(): Turn<Request, Answer> | undefined {
    let stepsBack = false;
    for (const [lane, waiting] of this.#lanes.entries())
      for (const [workspaceId, queue] of waiting) {
        const stays = lane > LANE.otp && this.#stepsBack(workspaceId, queue[0]);
        const from = stays ? queue.findIndex(isSmall) : 0;
        if (from >= 0) return { waiting, workspaceId, queue, from };
        stepsBack = true;
      }
    if (stepsBack) this.#lookAgain();
    return undefined;
  }

  #stepsBack(workspaceId: string, first: Queued<Request, Answer> | undefined): boolean {
    if (first === undefined || isSmall(first)) return false;
    const waiting = this.#waitingMessages;
    if (waiting > MOST_STEPPED_BACK || this.#room.monotonic() - first.since > LONGEST_STEP_BACK_MS)
      return false;
    return this.#room.hasRoomSoon(workspaceId, waiting);
  }

  #lookAgain(): void {
    if (this.#looksAgain) return;
    this.#looksAgain = true;
    setTimeout(() => {
      this.#looksAgain = false;
      this.#pump();
    }, LOOK_AGAIN_MS);
  }

  /** As many requests in a row as fit, at least one; what is left of the workspace goes to the end of the line. */
  #takeBatch({
    waiting,
    workspaceId,
    queue,
    from,
  }: Turn<Request, Answer>): readonly Queued<Request, Answer>[] {
    let size = queue[from]?.size ?? 0;
    let count = 1;
    for (; from + count < queue.length; count++) {
      const next = queue[from + count];
      if (next === undefined || size + next.size > BATCH_MESSAGES || (from > 0 && !isSmall(next))) break;
      size += next.size;
    }
    const batch = queue.splice(from, count);
    waiting.delete(workspaceId);
    if (queue.length > 0) waiting.set(workspaceId, queue);
    this.#waitingMessages -= size;
    return batch;
  }
}

const isSmall = ({ size }: { readonly size: number }): boolean => size < BULK;

const overloaded = (): Problem =>
  new Problem(messagesErrors.overloaded, { retryAfterSeconds: RETRY_SECONDS });

function queued<Request, Answer>(
  arrived: Pick<Queued<Request, Answer>, 'request' | 'size' | 'since'>,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): Queued<Request, Answer> {
  let settled = false;
  return {
    ...arrived,
    resolve: (answer) => {
      settled = true;
      resolve(answer);
    },
    reject: (error) => {
      settled = true;
      reject(error);
    },
    isSettled: () => settled,
  };
}
