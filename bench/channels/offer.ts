/** Offers texts to an adapter at a pace and sends again what is refused for now. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelConnection } from '../../src/channels/index.ts';

/** Calls under way at a time, as the dispatcher would at this pace. */
const WINDOW = 500;

interface Count {
  taken: number;
  again: number;
}

async function sendOne(connection: ChannelConnection, n: number, count: Count): Promise<void> {
  const { signal } = new AbortController();
  for (;;) {
    const outcome = await connection.send(
      {
        id: `msg_${n}`,
        to: `+62812${String(10_000_000 + n)}`,
        from: '+622150001000',
        text: 'Pesanan Anda sudah siap diambil di toko kami.',
        class: 'transactional',
        expiresAt: undefined,
        attempt: 1,
      },
      signal,
    );
    if (outcome.kind === 'accepted') {
      count.taken += 1;
      return;
    }
    if (outcome.kind !== 'retryable') throw new Error(`${outcome.code}: ${outcome.detail}`);
    count.again += 1;
    await sleep(outcome.retryAfterMs ?? 100);
  }
}

/** Offers `rate` messages per second in steps of 5 ms until there were `total`; seconds and CPU microseconds per message. */
export async function offer(
  connection: ChannelConnection,
  rate: number,
  total: number,
): Promise<{ readonly seconds: number; readonly cpu: number; readonly again: number }> {
  const count = { taken: 0, again: 0 };
  let underWay = 0;
  let failed: unknown;
  // One waiter at a time: racing all that are under way costs more than sending does.
  let onRoom = (): void => {};
  const room = (): Promise<void> => new Promise((resolve) => (onRoom = resolve));
  const start = (n: number): void => {
    underWay += 1;
    void sendOne(connection, n, count)
      .catch((error: unknown) => {
        failed ??= error;
      })
      .finally(() => {
        underWay -= 1;
        onRoom();
      });
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let n = 0; n < total && failed === undefined; ) {
    const due = Math.min(total, ((performance.now() - started) / 1_000) * rate + 1);
    for (; n < due && underWay < WINDOW; n++) start(n);
    if (underWay >= WINDOW) await room();
    else await sleep(5);
  }
  while (underWay > 0) await room();
  if (failed !== undefined) throw failed;
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpu: (user + system) / count.taken, again: count.again };
}
