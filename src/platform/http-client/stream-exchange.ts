/** One request whose answer is read as it comes: the caller's pace is the provider's, and no more than this much waits. */
import type { Dispatcher } from 'undici';
import type { EgressStreamOutcome } from './contract.ts';
import { flatten, judgeError } from './exchange.ts';

/** Read ahead of the caller; undici hands over up to 64 KiB more. */
const MOST_WAITING_BYTES = 1_048_576;

export interface StreamOptions {
  /** Hands the request over; everything about it arrives at the handler. */
  readonly dispatch: (handler: Dispatcher.DispatchHandler) => unknown;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Settles with the first line of the answer; what goes wrong later is thrown while its body is read. */
export function startStream(options: StreamOptions): Promise<EgressStreamOutcome> {
  const { dispatch, timeoutMs, maxResponseBytes, signal } = options;
  return new Promise((resolve) => {
    const body = createBody(() => controller?.resume());
    let controller: Dispatcher.DispatchController | undefined;
    let answered = false;

    const end = (outcome: Exclude<EgressStreamOutcome, { kind: 'response' }> | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      body.end(outcome === null ? undefined : new Error(outcome.detail));
      if (outcome !== null && !answered) resolve(outcome);
      answered = true;
    };
    const giveUp = (reason: 'timeout' | 'aborted' | 'too_large', detail: string): void => {
      end({ kind: 'failed', phase: controller === undefined ? 'connect' : 'exchange', reason, detail });
      controller?.abort(new Error(detail));
    };
    const tooLarge = (): void => giveUp('too_large', `the answer is longer than ${maxResponseBytes} octets`);
    const onAbort = (): void => giveUp('aborted', 'given up by the caller');
    const timer = setTimeout(
      () => giveUp('timeout', `not read to its end within ${timeoutMs} ms`),
      timeoutMs,
    );
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    dispatch({
      onRequestStart(started) {
        if (body.ended()) started.abort(new Error('given up while it waited for a connection'));
        else controller = started;
      },
      onResponseStart(_, status, received) {
        if (Number(received['content-length'] ?? 0) > maxResponseBytes) return tooLarge();
        answered = true;
        resolve({ kind: 'response', status, headers: flatten(received), body: body.read(onAbort) });
      },
      onResponseData(started, chunk) {
        if (body.push(chunk) > maxResponseBytes) tooLarge();
        else if (body.waiting() > MOST_WAITING_BYTES) started.pause();
      },
      onResponseEnd: () => end(null),
      onResponseError: (_, error) => end(judgeError(error, controller !== undefined)),
    });
  });
}

/** Chunks between the socket and whoever reads. `onRoom` is called when half of what may wait has been read. */
function createBody(onRoom: () => void) {
  const chunks: Buffer[] = [];
  let waiting = 0;
  let size = 0;
  let ended = false;
  let fault: Error | undefined;
  let wake: (() => void) | undefined;

  return {
    ended: () => ended,
    waiting: () => waiting,
    /** Bytes so far. */
    push(chunk: Buffer): number {
      chunks.push(chunk);
      waiting += chunk.length;
      size += chunk.length;
      wake?.();
      return size;
    },
    end(error: Error | undefined): void {
      if (ended) return;
      ended = true;
      fault = error;
      wake?.();
    },
    /** Whoever stops reading early ends the exchange. */
    async *read(giveUp: () => void): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          const chunk = chunks.shift();
          if (chunk !== undefined) {
            waiting -= chunk.length;
            if (!ended && waiting < MOST_WAITING_BYTES / 2) onRoom();
            yield chunk;
          } else if (ended) {
            if (fault !== undefined) throw fault;
            return;
          } else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        if (!ended) giveUp();
      }
    },
  };
}
