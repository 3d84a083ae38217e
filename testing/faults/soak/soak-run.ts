/** Steady load for minutes: memory, queues, dead rows and latency must not grow, and nothing may be lost. */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Nodes, withNodes } from '../nodes/nodes.ts';
import { untilDrained } from '../rig.ts';
import { judgeGrowth, type SoakSample } from './judge-growth.ts';
import { startLooking } from './look.ts';
import { startSteadyLoad } from './steady-load.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Messages; 300 unless told. */
  readonly perSecond?: number;
  readonly onProgress: (line: string) => void;
}

const EVERY_MS = 10_000;
const PER_SECOND = 300;
const Summary = z.object({ sent: z.number(), waiting: z.number() });

export async function runSoak(options: SoakOptions): Promise<{ findings: string[] }> {
  return withNodes(1, async (nodes) => {
    const [node] = nodes.all;
    if (node === undefined) throw new Error('there is no node');
    const looker = await startLooking(nodes);
    const load = startSteadyLoad(node, nodes.smsc, options.perSecond ?? PER_SECOND);
    const started = performance.now();
    const samples: SoakSample[] = [];
    try {
      while (performance.now() - started < options.minutes * 60_000) {
        await sleep(EVERY_MS);
        const second = Math.round((performance.now() - started) / 1_000);
        const sample = { second, ...(await looker.look()), ...load.times(), load: loadavg()[0] ?? 0 };
        samples.push(sample);
        options.onProgress(lineOf(sample));
      }
      await load.stop();
      const lost = await notSent(nodes, load.accepted());
      return {
        findings: report(options, samples, { accepted: load.accepted(), refused: load.refused(), lost }),
      };
    } finally {
      await load.stop();
      await looker.close();
    }
  });
}

/** Accepted messages that have not left once nothing waits any more. */
async function notSent({ all }: Nodes, accepted: number): Promise<number> {
  const [node] = all;
  if (node === undefined) return accepted;
  await untilDrained(node.api);
  // Counters are folded every two seconds.
  await sleep(3_000);
  return accepted - Summary.parse((await node.api.call('GET', '/v1/messages/summary')).body).sent;
}

function report(
  { onProgress }: SoakOptions,
  samples: readonly SoakSample[],
  counts: { readonly accepted: number; readonly refused: number; readonly lost: number },
): string[] {
  const growth = judgeGrowth(samples);
  for (const { name, first, last } of growth)
    onProgress(`${name}: ${first.toFixed(1)} in the first third, ${last.toFixed(1)} in the last`);
  onProgress(`${counts.accepted} accepted, ${counts.refused} requests refused, ${counts.lost} not sent`);
  const alarms = new Set(samples.flatMap((sample) => sample.alarms));
  return [
    ...growth
      .filter(({ grew }) => grew)
      .map(({ name, first, last }) => `${name} grew from ${first} to ${last}`),
    ...(counts.lost === 0 ? [] : [`${counts.lost} accepted messages were not sent`]),
    ...(counts.refused === 0 ? [] : [`${counts.refused} requests were refused`]),
    ...(counts.accepted === 0 ? ['nothing was accepted, so nothing was tested'] : []),
    ...(alarms.size === 0 ? [] : [`alarms: ${[...alarms].join(', ')}`]),
  ];
}

const lineOf = (sample: SoakSample): string =>
  `${sample.second} s: memory ${Math.round(sample.memoryMib)} MiB, queues ${sample.queueMib.toFixed(1)} MiB, ` +
  `${sample.deadRows} dead rows, accept p95 ${Math.round(sample.acceptP95)} ms, sent p95 ${Math.round(sample.sentP95)} ms, load ${sample.load.toFixed(1)}` +
  (sample.alarms.length === 0 ? '' : `, alarms: ${sample.alarms.join(', ')}`);
