import type { z } from 'zod';
import { parsePhone } from '../../../lib/phone.ts';
import { LARGEST_ID } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { ListVerifications, Verification, VerificationPage } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import {
  findVerification,
  listVerifications,
  listVerificationsOfPhone,
  type VerificationRow,
} from '../queries/verifications.ts';
import { filterOf, verificationView } from './verification-view.ts';

/** Newest first. A filter looks at the newest 2,000 behind the cursor. */
export async function listVerificationViews(
  deps: VerifyDeps,
  actor: Actor,
  input: z.output<typeof ListVerifications>,
): Promise<VerificationPage> {
  const workspaceId = requireWorkspace(actor);
  const before = input.cursor === undefined ? LARGEST_ID : deps.publicIds.decode('cur', input.cursor);
  if (before === undefined) throw new Problem(verifyErrors.cursor_invalid, { field: 'cursor' });
  const { status, expired } = filterOf(input.status);
  const params = [workspaceId, before.toString(), status, expired, input.limit + 1] as const;
  const phone = input.phone === undefined ? undefined : requirePhone(input.phone);
  const rows =
    phone === undefined
      ? await deps.db.queryInWorkspace(workspaceId, listVerifications, [...params])
      : await deps.db.queryInWorkspace(workspaceId, listVerificationsOfPhone, [...params, phone]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const context = { publicIds: deps.publicIds, now: deps.clock.now() };
  return {
    items: page.map((row) => verificationView(context, row)),
    next:
      rows.length > input.limit && last !== undefined ? deps.publicIds.encode('cur', BigInt(last.id)) : null,
  };
}

function requirePhone(input: string): string {
  const phone = parsePhone(input);
  if (!phone.ok) throw new Problem(verifyErrors.recipient_invalid, { field: 'phone' });
  return phone.e164;
}

export async function getVerification(
  deps: VerifyDeps,
  actor: Actor,
  publicId: string,
): Promise<Verification> {
  const { row } = await requireVerification(deps, requireWorkspace(actor), publicId);
  return verificationView({ publicIds: deps.publicIds, now: deps.clock.now() }, row);
}

export async function requireVerification(
  deps: VerifyDeps,
  workspaceId: string,
  publicId: string,
): Promise<{ readonly id: bigint; readonly row: VerificationRow }> {
  const id = deps.publicIds.decode('vrf', publicId);
  const [row] =
    id === undefined
      ? []
      : await deps.db.queryInWorkspace(workspaceId, findVerification, [workspaceId, id.toString()]);
  if (id === undefined || row === undefined)
    throw new Problem(verifyErrors.verification_not_found, { field: 'id' });
  return { id, row };
}
