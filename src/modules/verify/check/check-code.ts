import type { z } from 'zod';
import { parsePhone } from '../../../lib/phone.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { CheckByNumber, CheckResult } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import { ONE_WRITER } from '../queries/limits.ts';
import { unlockNumber } from '../queries/verifications.ts';
import type { CheckRequest } from './flush-checks.ts';
import { refuseInTime } from './refuse-in-time.ts';

/** Not found, expired, used up, canceled, replaced and wrong are all `{ valid: false }`, after the same time. */
export async function checkById(
  deps: VerifyDeps,
  actor: Actor,
  publicId: string,
  code: string,
): Promise<CheckResult> {
  return check(deps, actor, { code, target: { kind: 'id', id: deps.publicIds.decode('vrf', publicId) } });
}

/** Checks the pending code of a number, for callers that did not keep the id. */
export async function checkByNumber(
  deps: VerifyDeps,
  actor: Actor,
  input: z.output<typeof CheckByNumber>,
): Promise<CheckResult> {
  const workspaceId = requireWorkspace(actor);
  const service = await deps.services.require(workspaceId, input.service);
  const purpose = input.purpose ?? service.purposes[0]?.name ?? '';
  const phone = requirePhone(input.to);
  const target = { kind: 'number', serviceId: service.uuid, phone, purpose } as const;
  return check(deps, actor, { code: input.code, target });
}

function requirePhone(to: string): string {
  const phone = parsePhone(to);
  if (!phone.ok) throw new Problem(verifyErrors.recipient_invalid, { field: 'to' });
  return phone.e164;
}

async function check(deps: VerifyDeps, actor: Actor, request: CheckRequest): Promise<CheckResult> {
  const { outcome, retryMs } = await refuseInTime(
    () => deps.ledger.check(requireWorkspace(actor), request),
    (checked) => checked.outcome !== 'right',
  );
  if (outcome === 'locked')
    throw new Problem(verifyErrors.check_limit, {
      retryAfterSeconds: Math.max(1, Math.ceil(retryMs / 1000)),
    });
  return { valid: outcome === 'right' };
}

/** Forgives a number its wrong codes; somebody looked at it. */
export async function unlockPhone(deps: VerifyDeps, actor: Actor, to: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const phone = requirePhone(to);
  const unlock = async (tx: Transaction): Promise<void> => {
    await tx.query(unlockNumber, [workspaceId, phone]);
    const resource = `${phone.slice(0, 6)}••••${phone.slice(-3)}`;
    const event = { type: 'verify_number.unlocked', workspaceId, actor: actorRef(actor), resource, data: {} };
    await deps.bus.publish(tx, [event]);
  };
  await deps.db.inWorkspace(workspaceId, unlock, ONE_WRITER);
}
