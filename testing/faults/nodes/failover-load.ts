/** Customers who know several servers of one installation: what one cannot answer is asked of another, with the same key. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, SendRequest } from '../history.ts';
import type { TitianNode } from './nodes.ts';
import type { Seeded } from '../seeded.ts';
import { trySend } from '../send-load.ts';

export interface NodeAttempt extends Attempt {
  /** Name of the node that was asked. */
  readonly node: string;
}

export interface FailoverRequest extends SendRequest {
  readonly attempts: NodeAttempt[];
}

export interface FailoverLoad {
  readonly requests: readonly FailoverRequest[];
  stop(): Promise<void>;
}

/** Twelve connections with these pauses make about 100 requests/s where nothing hinders them. */
const PAUSE_MS = { low: 40, high: 160 };

/** Each request goes to a node of chance, and once more to the next one when it was not answered: no third time. */
export function startFailoverLoad(options: {
  readonly nodes: readonly TitianNode[];
  readonly apiKey: string;
  readonly connections: number;
  readonly chance: Seeded;
}): FailoverLoad {
  const { nodes, apiKey, chance } = options;
  const requests: FailoverRequest[] = [];
  let stopped = false;

  async function send(): Promise<void> {
    const number = requests.length + 1;
    const request: FailoverRequest = { key: `pindah-${number}`, tokens: [`T${number}`], attempts: [] };
    requests.push(request);
    const first = chance.between(0, nodes.length - 1);
    for (const at of [first, (first + 1) % nodes.length]) {
      const node = nodes[at];
      if (node === undefined) return;
      const attempt = await trySend({ url: node.url, apiKey }, request);
      request.attempts.push({ ...attempt, node: node.name });
      if (attempt.outcome === 'accepted') return;
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
