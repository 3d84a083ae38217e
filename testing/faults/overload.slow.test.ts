/**
 * Campaigns ask for several times as much as can be stored: they are told to come back, codes are taken all the
 * same, what is accepted per second does not fall, and memory does not grow without end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { memoryMibOf } from '../processes/process-tree.ts';
import { postmasterOf } from '../processes/titian-process.ts';
import { type Rig, withRig } from './rig.ts';
import { seeded } from './seeded.ts';

const SEED = 20_261_125;
const BATCH = 1_000;
const PHASE_MS = 6_000;
const ROUNDS = 2;
/** Requests at a time: what fills the server, and 80,000 messages, more than may wait (20,000). */
const PEAK = 4;
const OVERLOAD = 80;
const CODE_EVERY_MS = 100;
/** The tests share the two cores with the server, and writing 80 requests of 110 kB at a time costs them, too. */
const LEAST_GOODPUT = 0.6;
/** About 2 million messages are taken, and leave at the 10,000/s of their channel. */
const SETTLE_MS = 360_000;
/** Nothing has left for so long: the rest never will. */
const STALLED_MS = 30_000;

interface Phase {
  readonly accepted: number;
  readonly perSecond: number;
  readonly statuses: Readonly<Record<number, number>>;
  readonly withoutRetryAfter: number;
}

const sum = (phases: readonly Phase[]): Phase => ({
  accepted: phases.reduce((all, { accepted }) => all + accepted, 0),
  perSecond: phases.reduce((all, { perSecond }) => all + perSecond, 0) / phases.length,
  statuses: phases.reduce<Record<number, number>>((all, { statuses }) => {
    for (const [status, count] of Object.entries(statuses))
      all[Number(status)] = (all[Number(status)] ?? 0) + count;
    return all;
  }, {}),
  withoutRetryAfter: phases.reduce((all, { withoutRetryAfter }) => all + withoutRetryAfter, 0),
});

const campaign = Buffer.from(
  JSON.stringify(
    Array.from({ length: BATCH }, (_, index) => ({
      to: `+62813${String(10_000_000 + index)}`,
      text: 'Diskon 20% untuk semua bunga sampai Minggu. Toko Uji.',
      class: 'marketing',
    })),
  ),
);

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
}

/** Not `fetch`: it takes four times the processor time, which the server on the same two cores would lack. */
async function post(rig: Rig, body: Buffer): Promise<Answer> {
  const answer = await request(`${rig.url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rig.apiKey}`, 'content-type': 'application/json' },
    body,
  });
  await answer.body.arrayBuffer();
  return { status: answer.statusCode, retryAfter: Number(answer.headers['retry-after']) };
}

async function flood(rig: Rig, requests: number): Promise<Phase> {
  const statuses: Record<number, number> = {};
  let withoutRetryAfter = 0;
  const started = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - started < PHASE_MS) {
      const { status, retryAfter } = await post(rig, campaign);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 202) continue;
      if (!(retryAfter > 0)) withoutRetryAfter += 1;
      await sleep(300);
    }
  };
  await Promise.all(Array.from({ length: requests }, client));
  const seconds = (performance.now() - started) / 1_000;
  const accepted = (statuses[202] ?? 0) * BATCH;
  return { accepted, perSecond: accepted / seconds, statuses, withoutRetryAfter };
}

/** Codes all the time; returns the statuses of their answers. */
function sendCodes(rig: Rig): { stop(): Promise<readonly number[]> } {
  const statuses: Promise<number>[] = [];
  const body = Buffer.from(JSON.stringify({ to: '+6281200000001', text: 'Kode Anda 1234.', class: 'otp' }));
  const timer = setInterval(
    () => void statuses.push(post(rig, body).then(({ status }) => status)),
    CODE_EVERY_MS,
  );
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.all(statuses);
    },
  };
}

const Summary = z.object({ sent: z.number() });

/** How many have left, once it is as many as promised, or no more do. */
async function settledOf(rig: Rig, promised: number): Promise<number> {
  let sent = 0;
  for (let stalled = performance.now() + STALLED_MS; performance.now() < stalled; await sleep(500)) {
    const now = Summary.parse((await rig.api.call('GET', '/v1/messages/summary')).body).sent;
    if (now >= promised) return now;
    if (now > sent) stalled = performance.now() + STALLED_MS;
    sent = now;
  }
  return sent;
}

test('more campaigns than can be stored (R-15)', { timeout: SETTLE_MS + 120_000 }, () =>
  withRig({ connections: 0, chance: seeded(SEED) }, async (rig) => {
    const warm = await flood(rig, PEAK);
    const memory = (): number => memoryMibOf(rig.titian.pid, postmasterOf(rig.dataDir));
    const memoryBefore = memory();
    const peaks: Phase[] = [];
    const overs: Phase[] = [];
    const codeStatuses: number[] = [];
    // In turns, as checkpoints and other users of the machine slow down now the one, now the other.
    for (let round = 0; round < ROUNDS; round++) {
      peaks.push(await flood(rig, PEAK));
      const codes = sendCodes(rig);
      overs.push(await flood(rig, OVERLOAD));
      codeStatuses.push(...(await codes.stop()));
    }
    const peak = sum(peaks);
    const over = sum(overs);
    const taken = codeStatuses.filter((status) => status === 202).length / codeStatuses.length;
    console.log(
      `peak ${Math.round(peak.perSecond)}/s, overloaded ${Math.round(over.perSecond)}/s, ${JSON.stringify(over.statuses)}; ` +
        `codes taken ${(taken * 100).toFixed(1)} % of ${codeStatuses.length}; memory ${Math.round(memoryBefore)} → ${Math.round(memory())} MiB`,
    );
    expect(over.statuses[503], 'nothing was refused, so nothing was tested').toBeGreaterThan(0);
    expect(Object.keys(over.statuses).toSorted()).toEqual(['202', '503']);
    expect(over.withoutRetryAfter).toBe(0);
    expect(taken).toBeGreaterThanOrEqual(0.99);
    expect(over.perSecond / peak.perSecond).toBeGreaterThan(LEAST_GOODPUT);
    // Never a silent discard: whatever was answered with 202 is stored, and leaves.
    const promised = warm.accepted + peak.accepted + over.accepted + codeStatuses.length * taken;
    expect(await settledOf(rig, promised)).toBe(promised);
  }),
);
