/** Runs its steps at the end, the last one first. */
export type Undo = Pick<(() => unknown)[], 'push'>;

/** Leaves no process and no file behind, also when `work` fails or the run is interrupted. */
export async function leavingNothing<T>(work: (undo: Undo) => Promise<T>): Promise<T> {
  const steps: (() => unknown)[] = [];
  const tidyUp = async (): Promise<void> => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
  };
  const end = (): void => void tidyUp().finally(() => process.exit(1));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, end);
  try {
    return await work(steps);
  } finally {
    await tidyUp();
    // One that has nothing left would end the run before the next has tidied up.
    for (const signal of signals) process.off(signal, end);
  }
}
