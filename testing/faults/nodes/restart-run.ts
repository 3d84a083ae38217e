/** Two servers on one database restart in turn under load, and customers notice nothing but a second try. */
import { setTimeout as sleep } from 'node:timers/promises';
import { checkHistory, findingsOf } from '../check-history.ts';
import { type FailoverRequest, startFailoverLoad } from './failover-load.ts';
import { type Nodes, type TitianNode, withNodes } from './nodes.ts';
import { untilReady } from '../rig.ts';
import { seeded } from '../seeded.ts';

export interface RestartRunOptions {
  readonly restarts: number;
  readonly seed: number;
  readonly connections: number;
  readonly onProgress: (line: string) => void;
}

interface Down {
  readonly node: string;
  readonly from: number;
  readonly until: number;
}

const CALM_MS = { low: 500, high: 1_500 };
const ENDS_WITHIN_MS = 30_000;
/** Between a client's clock and the moment its request is in the server's hands. */
const ON_THE_WAY_MS = 50;

/** What was seen, as one line, and what of it breaks a promise. */
export async function runRestarts(options: RestartRunOptions): Promise<{ line: string; findings: string[] }> {
  const chance = seeded(options.seed);
  return withNodes(2, async (nodes) => {
    const { apiKey, all } = nodes;
    const load = startFailoverLoad({ nodes: all, apiKey, connections: options.connections, chance });
    const downs: Down[] = [];
    const findings: string[] = [];
    for (let count = 0; count < options.restarts; count++) {
      await sleep(chance.between(CALM_MS.low, CALM_MS.high));
      const node = all[count % all.length];
      if (node === undefined) break;
      const { endedMs, ...down } = await restartOnce(node, findings);
      downs.push(down);
      options.onProgress(`restart ${count + 1} of ${node.name}: ended after ${Math.round(endedMs)} ms`);
    }
    await sleep(CALM_MS.high);
    await load.stop();
    return judged(options.seed, nodes, { downs, findings, requests: load.requests });
  });
}

async function restartOnce(node: TitianNode, findings: string[]): Promise<Down & { endedMs: number }> {
  const from = Date.now();
  const code = await node.titian.stop();
  const endedMs = Date.now() - from;
  if (code !== 0) findings.push(`${node.name} ended with ${code ?? 'a signal'}`);
  if (endedMs > ENDS_WITHIN_MS) findings.push(`${node.name} took ${endedMs} ms to end`);
  await node.restart();
  await untilReady(node.url);
  return { node: node.name, from, until: Date.now(), endedMs };
}

async function judged(
  seed: number,
  nodes: Nodes,
  run: {
    readonly downs: readonly Down[];
    readonly findings: readonly string[];
    readonly requests: readonly FailoverRequest[];
  },
): Promise<{ line: string; findings: string[] }> {
  const { requests, downs } = run;
  const isExcused = ({ node, start, end }: FailoverRequest['attempts'][number]): boolean =>
    downs.some((down) => down.node === node && end >= down.from - ON_THE_WAY_MS && start <= down.until);
  const missed = requests.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome !== 'accepted'));
  const unexcused = missed.filter((attempt) => !isExcused(attempt));
  const failed = requests.filter(({ attempts }) => attempts.at(-1)?.outcome !== 'accepted');
  const { stored, submissions } = await nodes.settle({ receipts: true });
  const verdict = checkHistory({ seed, kills: [], requests, submissions, stored, sightings: [] });
  const sentAt = new Map(submissions.map(({ token, at }) => [token, at]));
  const most = Math.max(0, ...requests.map((request) => latencyOf(request, sentAt)));
  const line =
    `${downs.length} restarts, ${requests.length} requests, ${verdict.acknowledged} acknowledged, ` +
    `${verdict.lost.length} lost, ${missed.length} asked a second time, ${failed.length} failed twice, ` +
    `sent after ${Math.round(most)} ms at most`;
  const findings = [
    ...run.findings,
    ...failed.slice(0, 5).map(({ key, attempts }) => `${key} failed twice: ${JSON.stringify(attempts)}`),
    ...unexcused.slice(0, 5).map((attempt) => `refused by a node that was up: ${JSON.stringify(attempt)}`),
    ...findingsOf(verdict, { duplicatesPerKill: 0, readyMs: 0, mayBeUnknown: false }),
  ];
  return { line, findings };
}

/** Milliseconds from the answer that a message is accepted to its arrival at the SMSC. */
function latencyOf({ tokens, attempts }: FailoverRequest, sentAt: ReadonlyMap<string, number>): number {
  const accepted = attempts.find(({ outcome }) => outcome === 'accepted');
  const sent = sentAt.get(tokens[0] ?? '');
  return accepted === undefined || sent === undefined ? 0 : sent - accepted.end;
}
