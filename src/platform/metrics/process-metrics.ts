import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '../db.ts';
import type { Metrics } from './metrics.ts';

/** Milliseconds between two looks at the event loop; the delay below it is not seen. */
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;

/** What every process can say about itself: memory, processor, event loop, and who waits for a connection. */
export function observeProcess(
  metrics: Metrics,
  pools: Readonly<Record<string, Pick<Database, 'stats'>>>,
): { stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  metrics.gauge(
    {
      name: 'titian_event_loop_delay_seconds',
      help: 'Delay of the event loop since the last look, by quantile',
      labels: ['quantile'],
    },
    () => {
      const samples = [
        [delay.percentile(50) / NANOSECONDS, '0.5'],
        [delay.percentile(99) / NANOSECONDS, '0.99'],
        [delay.max / NANOSECONDS, '1'],
      ] as const;
      delay.reset();
      return samples;
    },
  );
  metrics.gauge({ name: 'process_resident_memory_bytes', help: 'Memory in use' }, () => [
    [process.memoryUsage.rss()],
  ]);
  metrics.counted({ name: 'process_cpu_seconds_total', help: 'Processor time' }, () => {
    const { user, system } = process.cpuUsage();
    return [[(user + system) / 1e6]];
  });
  metrics.gauge(
    {
      name: 'titian_database_connections',
      help: 'Connections to PostgreSQL, and callers that wait for one',
      labels: ['pool', 'state'],
    },
    () =>
      Object.entries(pools).flatMap(([pool, db]) => {
        const { waiting, idle, total } = db.stats();
        return [
          [waiting, pool, 'waiting'],
          [idle, pool, 'idle'],
          [total, pool, 'open'],
        ] as const;
      }),
  );
  return { stop: () => void delay.disable() };
}
