import { Problem } from '../../../platform/problem.ts';
import type { RateLimitValues } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import { type CountedRow, countRateUses } from '../queries/rate-limits.ts';

/** Slots of an interval; one more counts, which is the one under way. */
const SLOTS = 60;

/**
 * Counts one wish for a code under each value, or under none where one of them has no room: then it throws
 * `verify.rate_limit_reached`. What is refused afterwards, by the service's own limits or the guard, stays counted.
 * `service` is a UUID.
 */
export async function countRateLimits(
  deps: Pick<VerifyDeps, 'db' | 'clock'>,
  workspaceId: string,
  service: string,
  values: RateLimitValues,
): Promise<void> {
  const names = Object.keys(values);
  if (names.length === 0) return;
  const now = deps.clock.now();
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.query(countRateUses, [workspaceId, service, names, Object.values(values), now]);
    const unknown = names.find((name) => rows.every((row) => row.name !== name));
    if (unknown !== undefined)
      throw new Problem(verifyErrors.rate_limit_unknown, {
        field: 'rateLimits',
        detail: `The service has no rate limit "${unknown}".`,
      });
    const full = rows.filter(({ counted }) => !counted);
    const [first] = full;
    // Thrown inside the transaction: what other buckets counted is taken back with it.
    if (first !== undefined)
      throw new Problem(verifyErrors.rate_limit_reached, {
        detail: `${first.name}: ${first.most} within ${first.interval_seconds} seconds.`,
        retryAfterSeconds: Math.max(...full.map((row) => secondsUntilRoom(row, now))),
      });
  });
}

/** Until as many uses stopped counting as it takes for one more, at least a second. */
export function secondsUntilRoom(
  { most, interval_seconds: interval, slot, uses }: Omit<CountedRow, 'name' | 'counted'>,
  now: number,
): number {
  if (most === null || interval === null) return 1;
  // Another request filled it just now.
  if (slot === null || uses === null) return interval;
  const slotMs = (interval * 1000) / SLOTS;
  const oldest = Number(slot) - SLOTS;
  const passed = Math.max(0, Math.floor(now / slotMs) - Number(slot));
  let left = uses.slice(passed).reduce((sum, count) => sum + count, 0);
  for (let at = passed; at < uses.length; at++) {
    left -= uses[at] ?? 0;
    if (left < most) return Math.max(1, Math.ceil(((oldest + at + SLOTS + 1) * slotMs - now) / 1000));
  }
  return interval;
}
