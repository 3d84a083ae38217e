/**
 * 10,000 keyed sends to two servers on one database. The client resets one connection in five after sending, before the
 * answer is there, and repeats with the same key, often at the other server: every key is one message, sent once.
 */
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Nodes, withNodes } from './nodes.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { textOf } from '../send-load.ts';

const SEED = 20_261_201;
const SENDS = 10_000;
const CLIENTS = 48;
/** 26 s on two cores of its own. */
const TIMEOUT_MS = 300_000;
const SHARE_LOST = 0.2;
/** A client gives up up to so long after its request is on its way: before, in and after the commit. */
const PATIENCE_MS = { low: 0, high: 12 };
const RETRY_MS = 20;
const MOST_TRIES = 500;
const REPETITIONS = { low: 1, high: 3 };

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS * 2 });
const Accepted = z.object({ id: z.string() });

interface Asked {
  /** Undefined when the connection was reset before the answer was there. */
  readonly status: number | undefined;
  readonly body: string;
  readonly replayed: boolean;
}

/** One try; `patienceMs` after the request has left for the network its connection is reset. */
function ask(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  sent: { readonly key: string; readonly body: string; readonly patienceMs?: number },
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    let gaveUp = false;
    let timer: NodeJS.Timeout | undefined;
    const request = httpRequest(`${url}/v1/messages`, {
      method: 'POST',
      agent,
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(sent.body),
        'idempotency-key': sent.key,
      },
    });
    request.on('response', (response) => {
      // Its connection serves another request from here on.
      clearTimeout(timer);
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        const replayed = response.headers['idempotency-replayed'] === 'true';
        resolve({ status: response.statusCode, body, replayed });
      });
      response.on('error', () => resolve({ status: undefined, body: '', replayed: false }));
    });
    request.on('error', (error) =>
      gaveUp ? resolve({ status: undefined, body: '', replayed: false }) : reject(error),
    );
    request.on('finish', () => {
      if (sent.patienceMs === undefined) return;
      timer = setTimeout(() => {
        gaveUp = true;
        request.socket?.resetAndDestroy();
      }, sent.patienceMs);
    });
    request.end(sent.body);
  });
}

interface Told {
  readonly ids: Set<string>;
  /** The first answer that arrived was one of a request that had been stored before. */
  replayed: boolean;
  lost: number;
}

/** Loses the answers that chance says, then asks until there is one. */
async function sendOne(nodes: Nodes, index: number, chance: Seeded): Promise<Told> {
  const told: Told = { ids: new Set(), replayed: false, lost: 0 };
  const key = `hilang-${index}`;
  const body = JSON.stringify({ to: `+6281${200_000_000 + index}`, text: textOf(`T${index + 1}`) });
  let left = chance.next() < SHARE_LOST ? chance.between(REPETITIONS.low, REPETITIONS.high) : 0;
  for (let tries = 0; ; tries++) {
    const node = nodes.all[chance.between(0, nodes.all.length - 1)];
    if (node === undefined) throw new Error('no node');
    const patience = left > 0 ? { patienceMs: chance.between(PATIENCE_MS.low, PATIENCE_MS.high) } : {};
    const answer = await ask({ url: node.url, apiKey: nodes.apiKey }, { key, body, ...patience });
    left -= 1;
    if (answer.status === undefined) {
      told.lost += 1;
      continue;
    }
    // The try whose answer was lost is still under way, or a busy server says that it does not know: the key allows both.
    if ((answer.status === 409 || answer.status === 503) && tries < MOST_TRIES) {
      await sleep(RETRY_MS);
      continue;
    }
    if (answer.status !== 202) throw new Error(`${key}: ${answer.status} ${answer.body}`);
    told.ids.add(Accepted.parse(JSON.parse(answer.body)).id);
    told.replayed = answer.replayed;
    if (left <= 0) return told;
  }
}

test(
  `${SENDS} keyed sends with lost answers (R-02)`,
  () =>
    withNodes(2, async (nodes) => {
      const chance = seeded(SEED);
      const told: Told[] = [];
      let next = 0;
      const client = async (): Promise<void> => {
        for (let index = next++; index < SENDS; index = next++)
          told.push(await sendOne(nodes, index, chance));
      };
      const started = performance.now();
      await Promise.all(Array.from({ length: CLIENTS }, client));
      const seconds = (performance.now() - started) / 1_000;
      agent.destroy();
      const { stored, submissions } = await nodes.settle({ receipts: false });
      const lost = told.reduce((sum, one) => sum + one.lost, 0);
      const replayed = told.filter((one) => one.replayed).length;
      console.log(
        `${SENDS} keys, ${lost} answers lost, ${replayed} answered from what was stored, ${stored.length} messages, ` +
          `${submissions.length} sent, in ${seconds.toFixed(1)} s`,
      );
      // Otherwise the test would prove nothing: answers were lost after the commit, and before it.
      expect(lost).toBeGreaterThan(SENDS * SHARE_LOST * 0.5);
      expect(replayed).toBeGreaterThan(100);
      expect(told.filter(({ ids }) => ids.size !== 1)).toEqual([]);
      const answered = new Set(told.flatMap(({ ids }) => [...ids]));
      expect(stored).toHaveLength(SENDS);
      expect(stored.filter(({ id }) => !answered.has(id))).toEqual([]);
      expect(new Set(stored.map(({ token }) => token)).size).toBe(SENDS);
      expect(submissions).toHaveLength(SENDS);
      expect(new Set(submissions.map(({ token }) => token)).size).toBe(SENDS);
    }),
  TIMEOUT_MS,
);
