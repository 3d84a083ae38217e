/** Wakes gather for so long, which makes one look of many, milliseconds. */
const GATHER_MS = 5;
/** Within which most transactions that queue something are committed, milliseconds. */
const COMMIT_MS = 40;

export interface Alarm {
  /** Looks at these soon. */
  wake(ids: readonly string[]): void;
  /** Looks now and once more when most transactions are over: for what is announced before its commit. */
  announce(ids: readonly string[]): void;
  /** Resolves when the look under way is over; there is none after it. */
  stop(): Promise<void>;
}

/** Turns many wakes into few looks, one at a time. `look` handles its own failures. */
export function createAlarm(look: (ids: ReadonlySet<string>) => Promise<void>): Alarm {
  let awake = new Set<string>();
  let announced = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let commitTimer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  function wake(ids: readonly string[]): void {
    for (const id of ids) awake.add(id);
    if (stopped || awake.size === 0) return;
    timer ??= setTimeout(() => {
      looking = lookOnce();
    }, GATHER_MS);
  }

  async function lookOnce(): Promise<void> {
    const ids = awake;
    awake = new Set();
    await look(ids);
    timer = undefined;
    wake([]);
  }

  function announce(ids: readonly string[]): void {
    for (const id of ids) announced.add(id);
    wake(ids);
    if (stopped) return;
    commitTimer ??= setTimeout(() => {
      commitTimer = undefined;
      const late = [...announced];
      announced = new Set();
      wake(late);
    }, COMMIT_MS);
  }

  return {
    wake,
    announce,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(commitTimer);
      await looking;
    },
  };
}
