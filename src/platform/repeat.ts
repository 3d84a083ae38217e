import type { Logger } from './log.ts';

export interface RepeatOptions {
  /** Milliseconds from the end of one run to the beginning of the next. */
  readonly everyMs: number;
  /** Until the first run; `everyMs` unless told. */
  readonly firstMs?: number;
  /** Long runs ask between two steps, so that nobody waits for all of them. */
  readonly run: (isStopped: () => boolean) => Promise<unknown>;
  readonly log: Logger;
  /** What the log says when a run fails; the next one is made all the same. */
  readonly failure: string;
}

export interface Repeated {
  /** No run begins any more; resolves when the current one is over. */
  stop(): Promise<void>;
}

/** Runs again and again, never two at a time. */
export function repeat({ everyMs, firstMs = everyMs, run, log, failure }: RepeatOptions): Repeated {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    try {
      await run(() => stopped);
    } catch (error) {
      log.warn({ err: error }, failure);
    }
    schedule(everyMs);
  }

  function schedule(delayMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      current = once();
    }, delayMs);
  }
  schedule(firstMs);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
