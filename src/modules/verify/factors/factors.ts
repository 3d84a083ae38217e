/** Authenticator apps of the company's customers (RFC 6238): six digits, 30 s steps, SHA-1, as every app has them. */
import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { CheckResult, CreateFactor, Factor, NewFactor } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import { fullWindow, remember } from '../limits/moments.ts';
import {
  deleteFactor,
  type FactorRow,
  insertFactor,
  listFactors,
  lockFactor,
  saveFactorCheck,
} from '../queries/factors.ts';

const STEP_SECONDS = 30;
/** Steps before and after the current one: phones whose clock is off by half a minute. */
const WINDOW = 1;
const SECRET_BYTES = 20;
/** Wrong codes, and the time they are counted over: a guess succeeds once in about 200 years. */
const WRONG_CHECKS = { name: 'wrong', most: 5, windowMs: 900_000 };

const placeOf = (workspaceId: string, id: string): string => `verify.factor/${workspaceId}/${id}/secret`;

const totpOf = (secret: Secret, issuer: string, label: string): TOTP =>
  new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret });

const factorView = (row: FactorRow): z.infer<typeof Factor> => ({
  id: publicIdOfUuid('vfc', row.id),
  service: publicIdOfUuid('vsv', row.service_id),
  entity: row.entity,
  label: row.label,
  status: row.confirmed_at === null ? 'unverified' : 'verified',
  createdAt: row.created_at.toISOString(),
});

/** The secret is shown this once, and sealed at rest. */
export async function createFactor(
  deps: VerifyDeps,
  actor: Actor,
  input: z.output<typeof CreateFactor>,
): Promise<z.infer<typeof NewFactor>> {
  const workspaceId = requireWorkspace(actor);
  const service = await deps.services.require(workspaceId, input.service);
  const id = randomUUID();
  const secret = new Secret({ size: SECRET_BYTES });
  const sealed = deps.seal.seal(secret.base32, placeOf(workspaceId, id));
  const { entity, label } = input;
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(insertFactor, [workspaceId, id, service.uuid, entity, label, sealed]);
    if (row === undefined) throw new Error('the factor was not stored');
    const view = factorView(row);
    const event = { type: 'verify_factor.created', workspaceId, actor: actorRef(actor), data: {} };
    await deps.bus.publish(tx, [{ ...event, resource: view.id }]);
    return { ...view, secret: secret.base32, uri: totpOf(secret, service.brand, label).toString() };
  });
}

export async function listFactorViews(
  deps: VerifyDeps,
  actor: Actor,
  entity: string,
): Promise<z.infer<typeof Factor>[]> {
  const workspaceId = requireWorkspace(actor);
  return (await deps.db.queryInWorkspace(workspaceId, listFactors, [workspaceId, entity])).map(factorView);
}

/**
 * Whether the code is right and new: a step that was accepted once, and every one before it, is used up.
 * `confirming` is the first right code, which turns the factor on; a challenge to one that is not on is refused.
 */
export async function checkFactor(
  deps: VerifyDeps,
  actor: Actor,
  input: { readonly publicId: string; readonly code: string; readonly confirming: boolean },
): Promise<CheckResult> {
  const workspaceId = requireWorkspace(actor);
  const id = uuidOfPublicId('vfc', input.publicId);
  const now = deps.clock.now();
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [row] = id === undefined ? [] : await tx.query(lockFactor, [workspaceId, id]);
    if (id === undefined || row === undefined)
      throw new Problem(verifyErrors.factor_not_found, { field: 'id' });
    const wrong = row.wrong_checks.map(Number);
    const locked = fullWindow(wrong, [WRONG_CHECKS], now);
    if (locked !== undefined)
      throw new Problem(verifyErrors.factor_locked, { retryAfterSeconds: Math.ceil(locked.retryMs / 1000) });
    const secret = Secret.fromBase32(deps.seal.open(row.sealed_secret, placeOf(workspaceId, id)));
    const delta = totpOf(secret, '', '').validate({ token: input.code, timestamp: now, window: WINDOW });
    const step = Math.floor(now / 1000 / STEP_SECONDS) + (delta ?? 0);
    const usable = input.confirming || row.confirmed_at !== null;
    const valid = usable && delta !== null && step > Number(row.last_step);
    const kept = valid ? [] : remember(wrong, now, WRONG_CHECKS.most);
    const lastStep = valid ? String(step) : row.last_step;
    await tx.query(saveFactorCheck, [workspaceId, id, valid, lastStep, `{${kept.join(',')}}`]);
    return { valid };
  });
}

export async function removeFactor(deps: VerifyDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = uuidOfPublicId('vfc', publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const gone = id === undefined ? [] : await tx.query(deleteFactor, [workspaceId, id]);
    if (gone.length === 0) throw new Problem(verifyErrors.factor_not_found, { field: 'id' });
    await deps.bus.publish(tx, [
      { type: 'verify_factor.deleted', workspaceId, actor: actorRef(actor), resource: publicId, data: {} },
    ]);
  });
}
