/**
 * Group commit: requests of one workspace that arrive while a commit is under way
 * share the next one. There is no timer: the batch is whatever has gathered (1 row
 * when idle, about 25 at 64 connections), and the delay is one commit.
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

export interface Queued<Request, Answer> {
  readonly request: Request;
  readonly size: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly isSettled: () => boolean;
}

/** Stores all requests in one transaction and settles each of them; when it throws, all that are unsettled fail. */
type Flush<Request, Answer> = (
  workspaceId: string,
  batch: readonly Queued<Request, Answer>[],
) => Promise<void>;

export class CommitQueue<Request, Answer> {
  readonly #flush: Flush<Request, Answer>;
  /** By lane, the most urgent first; in each, workspaces in the order in which they are served next, one batch per turn. */
  readonly #lanes: readonly Map<string, Queued<Request, Answer>[]>[] = Array.from(
    { length: LAST_LANE + 1 },
    () => new Map<string, Queued<Request, Answer>[]>(),
  );
  #waitingMessages = 0;
  #flushing = 0;
  #whenIdle: (() => void)[] = [];

  constructor(flush: Flush<Request, Answer>) {
    this.#flush = flush;
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
      queue.push(queued(request, size, resolve, reject));
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
      const waiting = this.#lanes.find((lane) => lane.size > 0);
      const [next] = waiting ?? [];
      if (waiting === undefined || next === undefined) break;
      const [workspaceId, queue] = next;
      const batch = this.#takeBatch(waiting, workspaceId, queue);
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

  /** As many requests as fit, at least one; what is left of the workspace goes to the end of the line. */
  #takeBatch(
    waiting: Map<string, Queued<Request, Answer>[]>,
    workspaceId: string,
    queue: Queued<Request, Answer>[],
  ): readonly Queued<Request, Answer>[] {
    let size = queue[0]?.size ?? 0;
    let count = 1;
    for (; count < queue.length; count++) {
      const next = queue[count]?.size ?? 0;
      if (size + next > BATCH_MESSAGES) break;
      size += next;
    }
    const batch = queue.splice(0, count);
    waiting.delete(workspaceId);
    if (queue.length > 0) waiting.set(workspaceId, queue);
    this.#waitingMessages -= size;
    return batch;
  }
}

const overloaded = (): Problem =>
  new Problem(messagesErrors.overloaded, { retryAfterSeconds: RETRY_SECONDS });

function queued<Request, Answer>(
  request: Request,
  size: number,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): Queued<Request, Answer> {
  let settled = false;
  return {
    request,
    size,
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
