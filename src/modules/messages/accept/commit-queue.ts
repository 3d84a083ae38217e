/**
 * Group commit: requests of one workspace that arrive while a commit is under way
 * share the next one. There is no timer: the batch is whatever has gathered (1 row
 * when idle, about 25 at 64 connections), and the delay is one commit.
 */
import { Problem } from '../../../platform/problem.ts';
import { messagesErrors } from '../errors.ts';

/** Two commits at a time beat one by 45 % here, because one gathers while the other waits for the disk. */
const FLUSHES_AT_ONCE = 2;
/** Most messages in one transaction. */
const BATCH_MESSAGES = 1_000;
/** Most messages that may wait for a commit, over all workspaces; beyond it callers get a 503. */
const MOST_WAITING = 50_000;
const RETRY_SECONDS = 1;

export interface Queued<Request, Answer> {
  readonly request: Request;
  readonly size: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly isSettled: () => boolean;
}

export interface CommitQueue<Request, Answer> {
  /** Resolves after the commit that holds the request. `size` is its number of messages. */
  submit(workspaceId: string, request: Request, size: number): Promise<Answer>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** `flush` stores all requests in one transaction and settles each of them; when it throws, all that are unsettled fail. */
export function createCommitQueue<Request, Answer>(
  flush: (workspaceId: string, batch: readonly Queued<Request, Answer>[]) => Promise<void>,
): CommitQueue<Request, Answer> {
  /** Workspaces in the order in which they are served next: each gets one batch per turn. */
  const waiting = new Map<string, Queued<Request, Answer>[]>();
  let waitingMessages = 0;
  let flushing = 0;
  let onIdle: (() => void)[] = [];

  function takeBatch():
    | { readonly workspaceId: string; readonly batch: Queued<Request, Answer>[] }
    | undefined {
    for (const [workspaceId, queue] of waiting) {
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
      waitingMessages -= size;
      return { workspaceId, batch };
    }
    return undefined;
  }

  function pump(): void {
    while (flushing < FLUSHES_AT_ONCE) {
      const next = takeBatch();
      if (next === undefined) break;
      flushing += 1;
      flush(next.workspaceId, next.batch)
        .catch((error: unknown) => {
          for (const one of next.batch) one.reject(error);
        })
        .finally(() => {
          flushing -= 1;
          pump();
        });
    }
    if (flushing === 0 && waiting.size === 0) {
      for (const resolve of onIdle) resolve();
      onIdle = [];
    }
  }

  return {
    submit(workspaceId, request, size) {
      if (waitingMessages + size > MOST_WAITING) {
        return Promise.reject(new Problem(messagesErrors.overloaded, { retryAfterSeconds: RETRY_SECONDS }));
      }
      return new Promise<Answer>((resolve, reject) => {
        const queue = waiting.get(workspaceId) ?? [];
        let settled = false;
        queue.push({
          request,
          size,
          resolve: (answer) => {
            settled = true;
            resolve(answer);
          },
          reject: (error) => {
            settled = true;
            reject(error instanceof Error ? error : new Error(String(error)));
          },
          isSettled: () => settled,
        });
        waiting.set(workspaceId, queue);
        waitingMessages += size;
        pump();
      });
    },
    idle: () =>
      flushing === 0 && waiting.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => onIdle.push(resolve)),
  };
}
