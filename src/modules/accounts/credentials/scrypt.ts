import { type ScryptOptions, scrypt } from 'node:crypto';

/**
 * 32 MiB and some 60-100 ms of one core. A third of the work OWASP's cheat sheet names for N=2^15 (p=3),
 * so that signing in stays quick on two cores while messages flow; guessing is throttled besides.
 */
export const COST = { logN: 15, r: 8, p: 1 } as const;
export type Cost = { readonly logN: number; readonly r: number; readonly p: number };

export const HASH_BYTES = 32;

/**
 * At a time: each takes 32 MiB and one of the four threads that also read files, so a
 * flood of sign-ins waits in line here instead of starving everything else.
 */
const MOST_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

export async function deriveKey(secret: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  // The place is handed over by whoever leaves, so `running` never exceeds the limit.
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await run(secret, salt, cost);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function run(secret: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const n = 2 ** cost.logN;
  // Node refuses to use more than maxmem; scrypt needs 128 * N * r bytes and a little.
  const options: ScryptOptions = { N: n, r: cost.r, p: cost.p, maxmem: 256 * n * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
