import type { z } from 'zod';
import { firstIdAt } from '../../../platform/ids.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { Limits, type Replay, type ReplayLimits } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { countSend, limitHit, type LimitState } from '../limits/take-send.ts';
import { listAttempts } from '../queries/insight.ts';

const MOST_ATTEMPTS = 50_000;
const DAY_MS = 86_400_000;

/**
 * What would have happened under other limits: the recorded attempts run through the same decision again. Codes
 * that were never sent stay unsent, because nobody knows whether they would have been verified.
 */
export async function replayAttempts(
  deps: VerifyDeps,
  actor: Actor,
  serviceId: string,
  input: z.output<typeof ReplayLimits>,
): Promise<Replay> {
  const workspaceId = requireWorkspace(actor);
  const service = await deps.services.require(workspaceId, serviceId, 'id');
  const since = firstIdAt(deps.clock.now() - input.days * DAY_MS).toString();
  const rows = await deps.db.queryInWorkspace(workspaceId, listAttempts, [
    workspaceId,
    service.uuid,
    since,
    MOST_ATTEMPTS,
  ]);
  const limits = Limits.parse({ ...service.limits, ...input.limits });
  const state: LimitState = { numbers: new Map(), meters: new Map() };
  const byLimit = new Map<string, number>();
  const result = { sent: 0, stopped: 0, stoppedVerified: 0, saved: 0 };
  for (const row of rows) {
    if (row.outcome !== 'sent') continue;
    result.sent += 1;
    const now = row.at.getTime();
    const wish = { phone: row.phone, ip: row.ip ?? undefined, cost: Number(row.cost) };
    const hit = limitHit(state, wish, limits, now);
    if (hit === undefined) {
      countSend(state, wish, now);
      continue;
    }
    result.stopped += 1;
    result.saved += wish.cost;
    if (row.verified) result.stoppedVerified += 1;
    byLimit.set(hit.limit, (byLimit.get(hit.limit) ?? 0) + 1);
  }
  return {
    attempts: rows.length,
    from: rows[0]?.at.toISOString() ?? null,
    until: rows.at(-1)?.at.toISOString() ?? null,
    sent: result.sent,
    stopped: result.stopped,
    stoppedVerified: result.stoppedVerified,
    saved: { amount: result.saved, currency: 'IDR' },
    byLimit: [...byLimit].map(([limit, stopped]) => ({ limit, stopped })),
  };
}
