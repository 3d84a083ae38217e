import type { Clock } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import { repeat, type Repeated } from '../../../platform/repeat.ts';
import type { Line } from '../dispatch/line/line.ts';
import { saveLineStates } from '../queries/pipeline.ts';
import { type LineState, RATE_SECONDS, RATES } from './line-state.ts';

const REPORT_MS = 2_000;
const TICKS_PER_RATE = (RATE_SECONDS * 1000) / REPORT_MS;

export interface ReportDeps {
  /** Worker role. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly node: number;
  readonly lines: () => readonly Line[];
}

interface Meter {
  readonly line: Line;
  sent: number;
  /** Messages taken in each look, oldest first; five minutes of them. */
  ticks: number[];
}

/** Tells every two seconds what the open lines of this process hold, for the pipeline's screen in every process. */
export function startLineReports(deps: ReportDeps): Repeated {
  let meters = new Map<string, Meter>();

  async function report(): Promise<void> {
    const lines = deps.lines();
    meters = new Map(lines.map((line) => [line.channel.id, measured(meters.get(line.channel.id), line)]));
    if (lines.length === 0) return;
    await deps.db.query(saveLineStates, [
      lines.map(({ channel }) => channel.workspaceId),
      lines.map(({ channel }) => channel.id),
      lines.map((line) => JSON.stringify(stateOf(line, meters.get(line.channel.id)?.ticks ?? []))),
      deps.node,
    ]);
  }

  const failure = 'the state of the lines was not stored';
  return repeat({ everyMs: REPORT_MS, run: report, log: deps.log, failure });
}

/** A channel that was opened anew counts from nothing, but what went before stays on the curve. */
function measured(before: Meter | undefined, line: Line): Meter {
  const known = before?.line === line ? before.sent : 0;
  const ticks = [...(before?.ticks ?? []), line.sent - known].slice(-RATES * TICKS_PER_RATE);
  return { line, sent: line.sent, ticks };
}

function stateOf(line: Line, ticks: readonly number[]): LineState {
  const { channel } = line;
  const latest = ticks.slice(-TICKS_PER_RATE).reduce((sum, count) => sum + count, 0);
  return {
    waiting: [...line.waiting],
    oldest: line.oldest.map((id) => (id === undefined ? null : timeOfId(id))),
    inFlight: line.inFlight,
    unrecorded: line.unrecorded,
    breaker: channel.breaker.phase,
    perSecond: channel.throttle.perSecond,
    configured: channel.pace.messagesPerSecond,
    rates: ratesOf(ticks),
    sentPerSecond:
      latest / Math.max(REPORT_MS / 1000, Math.min(ticks.length * (REPORT_MS / 1000), RATE_SECONDS)),
  };
}

/** Sums of five looks each, the newest last. */
export function ratesOf(ticks: readonly number[]): number[] {
  const rates = new Array<number>(RATES).fill(0);
  for (const [at, count] of [...ticks].reverse().entries()) {
    const slot = RATES - 1 - Math.floor(at / TICKS_PER_RATE);
    rates[slot] = (rates[slot] ?? 0) + count;
  }
  return rates;
}
