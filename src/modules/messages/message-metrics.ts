/** What the pipeline counts: once per batch, never per message where a batch is at hand. No number, text or name of anybody is a label. */
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Counter, Histogram, Metrics } from '../../platform/metrics/metrics.ts';
import { CLASSES, statusOfRank } from './status.ts';

export interface MessageMetrics {
  /** Messages and requests of one commit. */
  committed(commit: { readonly messages: number; readonly requests: number }): void;
  /** From the arrival of a request to its answer, milliseconds. */
  answered(milliseconds: number): void;
  /** Stored evidence of sending. */
  outcomes(events: readonly CountedEvent[]): void;
  /** Stored receipts. */
  receipts(events: readonly CountedEvent[]): void;
  unmatchedReceipts(count: number): void;
}

interface CountedEvent {
  readonly channelId: string;
  readonly status: number;
  readonly code: string | null;
}

/** Seconds. The promise is 50 ms at the 99th percentile. */
const LATENCY = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const BATCH = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];

export function createMessageMetrics(metrics: Metrics): MessageMetrics {
  const batch: Histogram = metrics.histogram({
    name: 'titian_commit_batch_messages',
    help: 'Messages that one commit accepted',
    buckets: BATCH,
  });
  const latency = metrics.histogram({
    name: 'titian_accept_latency_seconds',
    help: 'From the arrival of a request to its answer after the commit',
    buckets: LATENCY,
  });
  const accepted = metrics.counter({ name: 'titian_messages_accepted_total', help: 'Accepted messages' });
  const requests = metrics.counter({
    name: 'titian_accept_requests_total',
    help: 'Requests that were committed',
  });
  const outcomes = metrics.counter({
    name: 'titian_outcomes_total',
    help: 'Stored outcomes of sending by code',
    labels: ['channel', 'code'],
  });
  const receipts = metrics.counter({
    name: 'titian_receipts_total',
    help: 'Stored receipts by status',
    labels: ['channel', 'status'],
  });
  const unmatched = metrics.counter({
    name: 'titian_receipts_unmatched_total',
    help: 'Receipts for messages that nobody knows',
  });
  return {
    committed(commit) {
      if (commit.messages === 0) return;
      batch.observe(commit.messages);
      accepted.add(commit.messages);
      requests.add(commit.requests);
    },
    answered: (milliseconds) => latency.observe(milliseconds / 1000),
    outcomes: (events) => addGrouped(outcomes, events, ({ code, status }) => code ?? statusOfRank(status)),
    receipts: (events) => addGrouped(receipts, events, ({ status }) => statusOfRank(status)),
    unmatchedReceipts: (count) => unmatched.add(count),
  };
}

/** One addition per channel and word; channels change rarely inside a batch. */
function addGrouped(
  counter: Counter,
  events: readonly CountedEvent[],
  wordOf: (event: CountedEvent) => string,
): void {
  const groups: { readonly channelId: string; readonly word: string; count: number }[] = [];
  let group: (typeof groups)[number] | undefined;
  for (const event of events) {
    const { channelId } = event;
    const word = wordOf(event);
    // Neighbours mostly say the same, and a batch has few words: both are cheaper than a key for each event.
    if (group?.word !== word || group.channelId !== channelId)
      group = groups.find((one) => one.word === word && one.channelId === channelId);
    if (group === undefined) {
      group = { channelId, word, count: 0 };
      groups.push(group);
    }
    group.count += 1;
  }
  for (const { channelId, word, count } of groups) counter.add(count, publicIdOfUuid('chn', channelId), word);
}

/** What a process that sends knows of one channel; `Line` is one. */
export interface ObservedLine {
  readonly channel: {
    readonly id: string;
    readonly breaker: { readonly phase: string };
    readonly throttle: { readonly perSecond: number };
  };
  readonly waiting: readonly number[];
  readonly inFlight: number;
  readonly unrecorded: number;
  readonly submitted: number;
}

const BREAKER_PHASES = ['closed', 'half_open', 'open'];

/** Lanes, windows and breakers of the open channels, asked when somebody looks. */
export function observeLines(metrics: Metrics, lines: () => readonly ObservedLine[]): void {
  const perLine = (
    name: string,
    help: string,
    read: (line: ObservedLine) => readonly (readonly [number, ...string[]])[],
    labels: readonly string[] = [],
  ): void =>
    metrics.gauge({ name, help, labels: ['channel', ...labels] }, () =>
      lines().flatMap((line) => {
        const channel = publicIdOfUuid('chn', line.channel.id);
        return read(line).map(([value, ...rest]) => [value, channel, ...rest] as const);
      }),
    );
  perLine(
    'titian_lane_depth',
    'Messages in memory that wait for their channel',
    (line) => line.waiting.map((count, lane) => [count, CLASSES[lane] ?? 'other'] as const),
    ['lane'],
  );
  perLine('titian_in_flight', 'Messages a provider has not answered', (line) => [[line.inFlight]]);
  perLine('titian_unrecorded', 'Answered, but not stored yet', (line) => [[line.unrecorded]]);
  perLine('titian_pace_per_second', 'Messages per second that may leave now', (line) => [
    [line.channel.throttle.perSecond],
  ]);
  perLine(
    'titian_breaker_state',
    '1 for the state the breaker is in',
    ({ channel }) => BREAKER_PHASES.map((phase) => [channel.breaker.phase === phase ? 1 : 0, phase] as const),
    ['state'],
  );
  metrics.counted({ name: 'titian_submits_total', help: 'Handed to a provider', labels: ['channel'] }, () =>
    lines().map((line) => [line.submitted, publicIdOfUuid('chn', line.channel.id)] as const),
  );
}
