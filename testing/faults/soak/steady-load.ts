/** So many messages per second, no more and no fewer: batches of notices, and a code every 200 ms that is timed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Smsc } from '../../simulators/smsc/index.ts';
import type { TitianNode } from '../nodes/nodes.ts';
import { textOf, tokenOf } from '../send-load.ts';

const TICK_MS = 200;

export interface SteadyLoad {
  /** 95th percentiles since the last call, milliseconds. */
  times(): { readonly acceptP95: number; readonly sentP95: number };
  /** Messages that were answered with 202. */
  accepted(): number;
  /** Answers that were not. */
  refused(): number;
  stop(): Promise<void>;
}

export function startSteadyLoad(node: TitianNode, smsc: Smsc, perSecond: number): SteadyLoad {
  const perTick = Math.max(1, Math.round((perSecond * TICK_MS) / 1_000) - 1);
  const answeredAt = new Map<string, number>();
  let acceptMs: number[] = [];
  let sentMs: number[] = [];
  let read = 0;
  let accepted = 0;
  let refused = 0;
  let numbers = 0;
  let stopped = false;

  const message = (messageClass: string) => {
    numbers += 1;
    return {
      to: `+6281${200_000_000 + (numbers % 90_000_000)}`,
      text: textOf(`T${numbers}`),
      class: messageClass,
    };
  };

  async function tick(): Promise<void> {
    const code = message('otp');
    const started = performance.now();
    const both = await Promise.all([
      node.api.call('POST', '/v1/messages', code).then((answer) => {
        acceptMs.push(performance.now() - started);
        answeredAt.set(tokenOf(code.text), Date.now());
        return answer;
      }),
      node.api.call(
        'POST',
        '/v1/messages',
        Array.from({ length: perTick }, () => message('transactional')),
      ),
    ]);
    for (const [at, { status }] of both.entries()) {
      if (status === 202) accepted += at === 0 ? 1 : perTick;
      else refused += 1;
    }
  }

  const running = (async () => {
    const pending = new Set<Promise<void>>();
    for (let next = performance.now(); !stopped; next += TICK_MS) {
      const one = tick().finally(() => pending.delete(one));
      pending.add(one);
      await sleep(Math.max(0, next + TICK_MS - performance.now()));
    }
    await Promise.all(pending);
  })();

  /** What the SMSC got since the last look; only codes are timed. */
  function readArrivals(): void {
    for (; read < smsc.received.length; read++) {
      const arrived = smsc.received[read];
      const token = tokenOf(arrived?.text ?? '');
      const answered = answeredAt.get(token);
      if (arrived === undefined || answered === undefined) continue;
      sentMs.push(Math.max(0, arrived.at - answered));
      answeredAt.delete(token);
    }
  }

  return {
    times() {
      readArrivals();
      const times = { acceptP95: p95(acceptMs), sentP95: p95(sentMs) };
      acceptMs = [];
      sentMs = [];
      return times;
    },
    accepted: () => accepted,
    refused: () => refused,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
