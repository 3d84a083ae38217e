import type { ChannelType } from '../../../channels/channel.ts';
import { firstIdAt } from '../../../platform/ids.ts';
import type { Alarm } from '../../../platform/vitals/judge-vitals.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { listChannelStates } from '../../routing/index.ts';
import type { Pipeline, PipelineChannel } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import {
  countOutboxLanes,
  countRareEvents,
  listLineStates,
  listReceiptWatch,
  type OutboxLaneRow,
} from '../queries/pipeline.ts';
import { countDeadLetters } from '../queries/read.ts';
import { CLASSES, statusOfRank } from '../status.ts';
import { addUp, earlier, LineState, RATES } from './line-state.ts';

const HOUR_MS = 3_600_000;
/** Rows looked at per rare status; a figure that is asked for every two seconds may not cost more with the errors. */
const MOST_ERRORS = 1_000;
/** Counted per lane in the outbox. */
const MOST_WAITING = 10_000;

export interface PipelineDeps extends Pick<MessagesDeps, 'db' | 'clock'> {
  readonly channelTypes: readonly ChannelType[];
  readonly alarms: () => readonly Alarm[];
}

/** How messages flow through the workspace's channels right now. Each part of it is bounded, whatever waits or failed. */
export async function readPipeline(deps: PipelineDeps, actor: Actor): Promise<Pipeline> {
  const workspaceId = requireWorkspace(actor);
  const now = deps.clock.now();
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const channels = await listChannelStates(tx, deps.channelTypes, workspaceId);
    const ids = channels.map(({ id }) => id);
    const held = await tx.query(listLineStates, [workspaceId]);
    const outbox = await tx.query(countOutboxLanes, [ids.map(() => workspaceId), ids]);
    const errors = await tx.query(countRareEvents, [
      workspaceId,
      firstIdAt(now - HOUR_MS).toString(),
      MOST_ERRORS,
    ]);
    const watched = await tx.query(listReceiptWatch, [workspaceId]);
    const [dead] = await tx.query(countDeadLetters, [workspaceId]);
    return {
      at: new Date(now).toISOString(),
      alarms: deps.alarms().map(({ code, since, value, subject }) => ({
        code,
        value,
        subject,
        since: new Date(since).toISOString(),
      })),
      channels: channels.map((channel): PipelineChannel => {
        const line = lineOf(held.filter((row) => row.channel_id === channel.id));
        const sample = watched.find((row) => row.channel_id === channel.id);
        return {
          id: channel.publicId,
          name: channel.name,
          type: channel.type,
          enabled: channel.enabled,
          state: channel.state,
          code: channel.code,
          breaker: line?.breaker ?? null,
          pace: line === undefined ? null : { now: line.perSecond, configured: line.configured },
          lanes: lanesOf(
            line,
            outbox.filter((row) => row.channel_id === channel.id),
            now,
          ),
          inFlight: line?.inFlight ?? 0,
          unrecorded: line?.unrecorded ?? 0,
          sentPerSecond: line?.sentPerSecond ?? 0,
          rates: line?.rates ?? new Array<number>(RATES).fill(0),
          errors: errors
            .filter((row) => row.channel_id === channel.id)
            .map(({ status, code, messages }) => ({ status: statusOfRank(status), code, messages })),
          receipts:
            sample === undefined || !channel.expectsReceipts
              ? null
              : {
                  sampled: sample.sampled,
                  missing: sample.missing,
                  missingSince: sample.missing_since?.toISOString() ?? null,
                  at: sample.at.toISOString(),
                },
        };
      }),
      errorsCapped: errors.some(({ seen }) => seen >= MOST_ERRORS),
      deadLetters: dead?.dead ?? 0,
    };
  });
}

/** What a process of another version wrote and this one cannot read is left out. */
function lineOf(rows: readonly { readonly state: unknown }[]): LineState | undefined {
  return addUp(
    rows.flatMap(({ state }) => {
      const read = LineState.safeParse(state);
      return read.success ? [read.data] : [];
    }),
  );
}

function lanesOf(
  line: LineState | undefined,
  outbox: readonly OutboxLaneRow[],
  now: number,
): PipelineChannel['lanes'] {
  return CLASSES.map((name, lane) => {
    const stored = outbox.find((row) => row.lane === lane);
    const oldest = earlier(line?.oldest[lane] ?? null, stored?.oldest.getTime() ?? null);
    return {
      class: name,
      waiting: (line?.waiting[lane] ?? 0) + (stored?.waiting ?? 0),
      more: (stored?.waiting ?? 0) >= MOST_WAITING,
      oldestSeconds: oldest === null ? null : Math.max(0, Math.round((now - oldest) / 1000)),
    };
  });
}
