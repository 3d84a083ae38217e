/**
 * Customers who send while everything breaks: connections of their own, single messages and arrays,
 * half of the requests with an Idempotency-Key and repeated until they are answered.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Attempt, SendRequest } from './history.ts';
import type { Seeded } from './seeded.ts';

export interface SendLoad {
  readonly requests: readonly SendRequest[];
  /** Makes no new requests; resolves when those with a key are answered. */
  stop(): Promise<void>;
}

export interface SendLoadOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly connections: number;
  readonly chance: Seeded;
}

const SHARE_BULK = 0.25;
const SHARE_KEYED = 0.5;
const ANSWER_TIMEOUT_MS = 15_000;
const RETRY_PAUSE_MS = 200;
/** Between two requests of a connection; about 200 requests/s at 16 connections. */
const PAUSE_MS = { low: 10, high: 110 };

const Accepted = z.object({ id: z.string() });
const Batch = z.object({ items: z.array(Accepted) });

export function startSendLoad(options: SendLoadOptions): SendLoad {
  const { chance } = options;
  const requests: SendRequest[] = [];
  let stopped = false;
  let tokens = 0;

  async function send(): Promise<void> {
    const count = chance.next() < SHARE_BULK ? chance.between(2, 40) : 1;
    const request: SendRequest = {
      key: chance.next() < SHARE_KEYED ? `key-${requests.length}` : undefined,
      tokens: Array.from({ length: count }, () => `T${++tokens}`),
      attempts: [],
    };
    requests.push(request);
    for (;;) {
      const attempt = await trySend(options, request);
      request.attempts.push(attempt);
      if (attempt.outcome === 'accepted' || request.key === undefined) return;
      await sleep(RETRY_PAUSE_MS);
    }
  }

  const connections = Array.from({ length: options.connections }, async () => {
    while (!stopped) {
      await send();
      await sleep(chance.between(PAUSE_MS.low, PAUSE_MS.high));
    }
  });

  return {
    requests,
    async stop() {
      stopped = true;
      await Promise.all(connections);
    },
  };
}

/** One try. Only 202 and a refusal by the rules (4xx) prove what became of it. */
export async function trySend(
  { url, apiKey }: Pick<SendLoadOptions, 'url' | 'apiKey'>,
  { key, tokens }: Pick<SendRequest, 'key' | 'tokens'>,
): Promise<Attempt> {
  const start = Date.now();
  const messages = tokens.map((token, index) => ({
    to: `+6281${String(200_000_000 + ((Number(token.slice(1)) + index) % 99_999_999))}`,
    text: textOf(token),
  }));
  const ended = (outcome: Attempt['outcome'], status: number | string, ids: string[] = []): Attempt => ({
    start,
    end: Date.now(),
    outcome,
    status,
    ids,
  });
  try {
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(messages.length === 1 ? messages[0] : messages),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    if (response.status === 202) {
      const ids = messages.length === 1 ? [Accepted.parse(body)] : Batch.parse(body).items;
      return ended(
        'accepted',
        202,
        ids.map(({ id }) => id),
      );
    }
    // 409: the first try with this key is still under way.
    const refused = response.status >= 400 && response.status < 500 && response.status !== 409;
    return ended(refused ? 'refused' : 'unknown', response.status);
  } catch (error) {
    return ended('unknown', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

export const textOf = (token: string): string => `Pesanan ${token} sudah kami terima.`;

/** The token in a text that went the whole way; the text itself where there is none. */
export const tokenOf = (text: string): string => /^Pesanan (T\d+) sudah/.exec(text)?.[1] ?? text;
