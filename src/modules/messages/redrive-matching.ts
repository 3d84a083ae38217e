import type { z } from 'zod';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { LARGEST_ID } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import { billingErrors } from '../billing/index.ts';
import { routingErrors } from '../routing/index.ts';
import type { RedriveMatching, RedriveMatchingResult } from './contract.ts';
import { redriveLetters } from './dead-letters.ts';
import type { MessagesDeps } from './deps.ts';
import { nextDeadLetters } from './queries/pipeline.ts';

/** Letters of one request. */
const MOST_LETTERS = 10_000;
/** Letters of one transaction: well below a second of work. */
const BATCH = 500;

/**
 * Sends all letters of a filter again, in batches, newest first. A letter leaves the list in the transaction that
 * puts it back on its way, so a repeated request finds only what is left.
 */
export async function redriveMatching(
  deps: MessagesDeps,
  actor: Actor,
  filter: z.output<typeof RedriveMatching>,
): Promise<z.infer<typeof RedriveMatchingResult>> {
  const workspaceId = requireWorkspace(actor);
  const channelId = filter.channel === undefined ? null : uuidOfPublicId('chn', filter.channel);
  if (
    channelId === undefined ||
    (channelId !== null && !(await deps.tables.of(workspaceId)).names.has(channelId))
  )
    throw new Problem(routingErrors.channel_not_found, { field: 'channel' });
  const since = filter.since === undefined ? null : new Date(filter.since);
  const until = new Date(filter.until ?? deps.clock.now());
  let before = LARGEST_ID.toString();
  let redriven = 0;
  let seen = 0;
  while (seen < MOST_LETTERS) {
    const rows = await deps.db.queryInWorkspace(workspaceId, nextDeadLetters, [
      workspaceId,
      before,
      filter.code ?? null,
      channelId,
      since,
      until,
      BATCH,
    ]);
    const last = rows.at(-1);
    if (last === undefined) return { redriven, kept: seen - redriven, more: false };
    try {
      redriven += await redriveLetters(
        deps,
        actor,
        rows.map(({ id }) => id),
      );
    } catch (error) {
      const isEmpty = error instanceof Problem && error.code === billingErrors.balance_insufficient;
      // What was sent already is sent; only a request that did nothing at all has failed.
      if (!isEmpty || redriven === 0) throw error;
      return { redriven, kept: seen + rows.length - redriven, more: true };
    }
    before = last.id;
    seen += rows.length;
    if (rows.length < BATCH) return { redriven, kept: seen - redriven, more: false };
  }
  return { redriven, kept: seen - redriven, more: true };
}
