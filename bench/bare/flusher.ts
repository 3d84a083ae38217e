export interface Flusher<Row> {
  readonly add: (row: Row) => void;
}

/**
 * Collects rows while a flush is under way and hands them on together; a second one at the same time only for so many
 * that it is worth a transaction of its own. A flush that fails ends the program.
 */
export function createFlusher<Row>(
  { rows, worthASecond }: { readonly rows: number; readonly worthASecond: number },
  flush: (rows: Row[]) => Promise<void>,
): Flusher<Row> {
  let pending: Row[] = [];
  let running = 0;
  let scheduled = false;
  function start(): void {
    while (pending.length >= (running === 0 ? 1 : worthASecond) && running < 2) {
      const batch = pending.slice(0, rows);
      pending = pending.slice(rows);
      running += 1;
      void flush(batch).then(() => {
        running -= 1;
        start();
      });
    }
  }
  return {
    add(row) {
      pending.push(row);
      if (scheduled) return;
      scheduled = true;
      // What arrives with one read of a socket belongs together.
      setImmediate(() => {
        scheduled = false;
        start();
      });
    },
  };
}
