/** Offers texts to an adapter at a pace, as a line with a backlog does, and sends again what is refused for now. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelConnection } from '../../src/channels/index.ts';
import { TokenBucket } from '../../src/modules/messages/dispatch/line/token-bucket.ts';

/** Calls under way at a time, as the dispatcher would at this pace. */
const WINDOW = 500;

/** One for all, as a line of the dispatcher has. */
const { signal } = new AbortController();
setMaxListeners(0, signal);

/** True when it was taken, false when it may be sent again. */
async function sendOne(connection: ChannelConnection, n: number): Promise<boolean> {
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
  if (outcome.kind !== 'accepted' && outcome.kind !== 'retryable')
    throw new Error(`${outcome.code}: ${outcome.detail}`);
  return outcome.kind === 'accepted';
}

export interface Offered {
  readonly seconds: number;
  /** Microseconds per message taken. */
  readonly cpu: number;
  /** Calls that were refused. */
  readonly again: number;
}

/** Makes `rate` calls per second, those that repeat a refused one among them, until `total` messages were taken. */
export async function offer(connection: ChannelConnection, rate: number, total: number): Promise<Offered> {
  const bucket = new TokenBucket(() => rate, performance.now.bind(performance));
  const refused: number[] = [];
  let next = 0;
  let taken = 0;
  let again = 0;
  let underWay = 0;
  let failed: unknown;
  // One waiter at a time: racing all that are under way costs more than sending does.
  let onAnswer = (): void => {};
  const answer = (): Promise<void> => new Promise((resolve) => (onAnswer = resolve));
  const start = (n: number): void => {
    underWay += 1;
    bucket.pay(1);
    void sendOne(connection, n)
      .then((wasTaken) => {
        if (wasTaken) {
          taken += 1;
          return;
        }
        refused.push(n);
        again += 1;
      })
      .catch((error: unknown) => {
        failed ??= error;
      })
      .finally(() => {
        underWay -= 1;
        onAnswer();
      });
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  while (taken < total && failed === undefined) {
    const left = refused.length + total - next;
    const wait = bucket.wait();
    if (left === 0 || underWay >= WINDOW) await answer();
    else if (wait > 0) await sleep(wait);
    else start(refused.shift() ?? next++);
  }
  if (failed !== undefined) throw failed;
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpu: (user + system) / taken, again };
}
