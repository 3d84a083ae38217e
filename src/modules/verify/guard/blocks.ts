import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { Block, BlockPage, ListBlocks } from '../contract.ts';
import type { Transaction } from '../../../platform/db.ts';
import type { VerifyDeps } from '../deps.ts';
import { pardoned } from './trace.ts';
import type { Place } from './judge.ts';
import { verifyErrors } from '../errors.ts';
import { loadPlaces, writeTraces } from '../limits/stored-state.ts';
import { type BlockRow, findBlock, liftBlock, listBlocks } from '../queries/guard.ts';
import { ONE_WRITER } from '../queries/limits.ts';

/** A place that somebody spoke for is left alone for so long at least. */
const IMMUNE_MS = 3_600_000;
const FAR_AHEAD_MS = 365 * 86_400_000;

const SCOPES = ['workspace', 'prefix', 'range', 'range'] as const;

function blockView(row: BlockRow, now: number): Block {
  const over = row.expires_at.getTime() <= now;
  return {
    id: publicIdOfUuid('vbl', row.id),
    scope: SCOPES[row.level],
    subject: row.subject,
    reason: row.reason,
    evidence: { ...row.evidence },
    enforced: row.enforced,
    state: row.lifted_at !== null ? 'lifted' : over ? 'over' : 'active',
    hits: Number(row.hits),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftedBy: row.lifted_by,
  };
}

/** Newest first; the cursor is a time in milliseconds. */
export async function listBlockViews(
  deps: VerifyDeps,
  actor: Actor,
  input: z.output<typeof ListBlocks>,
): Promise<z.infer<typeof BlockPage>> {
  const workspaceId = requireWorkspace(actor);
  const now = deps.clock.now();
  const before = input.cursor === undefined ? now + FAR_AHEAD_MS : Number(input.cursor);
  if (!Number.isSafeInteger(before) || before < 0 || before > 8_640_000_000_000_000)
    throw new Problem(verifyErrors.cursor_invalid, { field: 'cursor' });
  const params = [workspaceId, new Date(before), input.limit + 1] as const;
  const rows = await deps.db.queryInWorkspace(workspaceId, listBlocks, [...params]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => blockView(row, now)),
    next: rows.length > input.limit && last !== undefined ? String(last.created_at.getTime()) : null,
  };
}

/** These customers are real: the place is pardoned, and left alone for an hour at least. */
export async function liftOneBlock(deps: VerifyDeps, actor: Actor, publicId: string): Promise<Block> {
  const workspaceId = requireWorkspace(actor);
  const id = uuidOfPublicId('vbl', publicId);
  const now = deps.clock.now();
  const lift = async (tx: Transaction): Promise<Block> => {
    const [before] = id === undefined ? [] : await tx.query(findBlock, [workspaceId, id]);
    if (id === undefined || before === undefined)
      throw new Problem(verifyErrors.block_not_found, { field: 'id' });
    const by = actorRef(actor);
    const until = new Date(now + IMMUNE_MS);
    const [lifted] = await tx.query(liftBlock, [workspaceId, id, new Date(now), until, by.id]);
    if (lifted === undefined) throw new Problem(verifyErrors.block_over, { field: 'id' });
    await pardon({ tx, workspaceId, now }, { level: before.level, subject: lifted.subject });
    const { subject, reason } = before;
    await deps.bus.publish(tx, [
      { type: 'verify_block.lifted', workspaceId, actor: by, resource: publicId, data: { subject, reason } },
    ]);
    const [after] = await tx.query(findBlock, [workspaceId, id]);
    return blockView(after ?? before, now);
  };
  return deps.db.inWorkspace(workspaceId, lift, ONE_WRITER);
}

async function pardon(
  context: { readonly tx: Transaction; readonly workspaceId: string; readonly now: number },
  place: Place,
): Promise<void> {
  const { guard, traces } = await loadPlaces(context, [place]);
  const after = new Map([...guard.traces].map(([key, trace]) => [key, pardoned(trace)]));
  writeTraces(context, traces, after);
}
