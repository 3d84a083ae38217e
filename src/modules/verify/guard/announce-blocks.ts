import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { FlushContext } from '../flush-deps.ts';
import type { GuardBlock } from './judge.ts';

/** A block is an act of the product against the company's own traffic: the audit trail says why. */
export async function announceBlocks(context: FlushContext, raised: readonly GuardBlock[]): Promise<void> {
  const { deps, tx, workspaceId } = context;
  await deps.bus.publish(
    tx,
    raised.map(({ id, subject, reason, evidence, enforced, expiresAt }) => ({
      type: 'verify_block.raised',
      workspaceId,
      actor: { kind: 'system' as const, id: 'fraud-guard' },
      resource: publicIdOfUuid('vbl', id),
      data: { subject, reason, evidence, enforced, expiresAt: new Date(expiresAt).toISOString() },
    })),
  );
}
