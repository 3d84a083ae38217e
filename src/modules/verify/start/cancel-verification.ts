import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Verification } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import { ONE_WRITER } from '../queries/limits.ts';
import { cancelVerification } from '../queries/verifications.ts';
import { getVerification, requireVerification } from '../read/list-verifications.ts';

/** Its code is right for nobody from here on. Repeating it answers the same. */
export async function cancelPending(deps: VerifyDeps, actor: Actor, publicId: string): Promise<Verification> {
  const workspaceId = requireWorkspace(actor);
  const { id } = await requireVerification(deps, workspaceId, publicId);
  const cancel = [workspaceId, id.toString(), new Date(deps.clock.now())] as const;
  await deps.db.inWorkspace(workspaceId, (tx) => tx.query(cancelVerification, [...cancel]), ONE_WRITER);
  const after = await getVerification(deps, actor, publicId);
  if (after.status !== 'canceled') throw new Problem(verifyErrors.not_pending, { field: 'id' });
  return after;
}
