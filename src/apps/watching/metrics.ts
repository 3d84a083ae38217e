/** What Prometheus hears of a process, beyond what the pipeline counts by itself. */
import { CLASSES, countWaitingByLane, observeLines } from '../../modules/messages/index.ts';
import { countQueuedWebhooks } from '../../modules/webhooks/index.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import { observeProcess } from '../../platform/metrics/process-metrics.ts';
import type { Foundation } from '../foundation.ts';
import type { Pipeline } from '../pipeline.ts';

/** Several programs may look at once; the database is asked once in so long. */
const FRESH_MS = 5_000;

export function observeRuntime(
  base: Foundation,
  parts: {
    readonly pipeline: Pipeline | undefined;
    readonly commitQueue: () => number;
    readonly works: boolean;
  },
): { stop(): void } {
  const { metrics, apiDb, workerDb, clock } = base;
  const { pipeline } = parts;
  const observed = observeProcess(metrics, { api: apiDb, worker: workerDb });
  metrics.gauge({ name: 'titian_commit_queue_depth', help: 'Messages that wait for their commit' }, () => [
    [parts.commitQueue()],
  ]);
  if (parts.works) {
    metrics.gauge(
      { name: 'titian_webhook_queue_depth', help: 'Webhook deliveries still to be made, 100,000 at most' },
      async () => [[await countQueuedWebhooks(workerDb)]],
    );
  }
  if (pipeline !== undefined) {
    const lines = () => pipeline.dispatcher.lines;
    observeLines(metrics, lines);
    const rows = remembered(clock.monotonic, () =>
      countWaitingByLane(
        workerDb,
        lines().map(({ channel }) => channel),
      ),
    );
    const labels = ['channel', 'lane'];
    metrics.gauge(
      {
        name: 'titian_outbox_waiting',
        help: 'Messages that are due, in the outbox and in no memory; 10,000 at most per lane',
        labels,
      },
      async () => (await rows()).map((row) => [row.waiting, ...labelsOf(row)] as const),
    );
    metrics.gauge(
      { name: 'titian_outbox_oldest_seconds', help: 'How long the first of them has been due', labels },
      async () =>
        (await rows()).map(
          (row) => [Math.max(0, (clock.now() - row.oldest.getTime()) / 1000), ...labelsOf(row)] as const,
        ),
    );
  }
  return observed;
}

const labelsOf = (row: { readonly channel_id: string; readonly lane: number }): [string, string] => [
  publicIdOfUuid('chn', row.channel_id),
  CLASSES[row.lane] ?? 'other',
];

function remembered<T>(monotonic: () => number, ask: () => Promise<T>): () => Promise<T> {
  let known: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (known === undefined || monotonic() - known.at > FRESH_MS) known = { at: monotonic(), answer: ask() };
    return known.answer;
  };
}
