/** Verification services: what a company sends codes for, in whose name, and within which limits. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { faultsOfOtpText } from '../../../lib/otp-text.ts';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { CreateService, type Service, type UpdateService } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import {
  deleteService,
  insertService,
  listServices,
  type ServiceColumns,
  updateService,
} from '../queries/services.ts';
import { otpText } from '../start/otp-message.ts';
import { serviceView } from './service-view.ts';

const MOST_SERVICES = 50;
type Content = z.output<typeof CreateService>;

export async function listServiceViews(deps: VerifyDeps, actor: Actor): Promise<Service[]> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listServices, [workspaceId]);
  return rows.map(serviceView);
}

export async function getService(deps: VerifyDeps, actor: Actor, publicId: string): Promise<Service> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, (tx) => requireView(tx, workspaceId, publicId));
}

export async function createService(deps: VerifyDeps, actor: Actor, input: Content): Promise<Service> {
  const workspaceId = requireWorkspace(actor);
  refuseFaultyText(input);
  const id = randomUUID();
  const publicId = publicIdOfUuid('vsv', id);
  const { name, guard } = input;
  return changing(
    deps,
    actor,
    { type: 'verify_service.created', publicId, data: { name, guard } },
    async (tx) => {
      if ((await tx.query(listServices, [workspaceId])).length >= MOST_SERVICES)
        throw new Problem(verifyErrors.services_full);
      await tx.query(insertService, columns(workspaceId, id, input));
      return requireView(tx, workspaceId, publicId);
    },
  );
}

/** A service as most begin with: six digits, five minutes, the limits and the guard switched on. */
export const createUsualService = (
  deps: VerifyDeps,
  actor: Actor,
  content: { readonly name: string; readonly brand: string },
): Promise<Service> => createService(deps, actor, CreateService.parse(content));

export async function changeService(
  deps: VerifyDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateService>,
): Promise<Service> {
  const workspaceId = requireWorkspace(actor);
  const data = { changed: Object.keys(input), ...(input.guard === undefined ? {} : { guard: input.guard }) };
  return changing(deps, actor, { type: 'verify_service.changed', publicId, data }, async (tx) => {
    const before = await requireView(tx, workspaceId, publicId);
    const {
      id,
      wrongChecks: _,
      guessOdds: _odds,
      sampleText: _text,
      createdAt: _at,
      updatedAt: _later,
      ...stored
    } = before;
    const content = CreateService.parse({ ...stored, ...input });
    refuseFaultyText(content);
    await tx.query(updateService, columns(workspaceId, uuidOfPublicId('vsv', id) ?? '', content));
    return requireView(tx, workspaceId, publicId);
  });
}

/** Codes on their way can still be checked; new ones are not sent. */
export async function removeService(deps: VerifyDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await changing(deps, actor, { type: 'verify_service.deleted', publicId, data: {} }, async (tx) => {
    const { id } = await requireView(tx, workspaceId, publicId);
    await tx.query(deleteService, [workspaceId, uuidOfPublicId('vsv', id) ?? '']);
  });
}

/** Every purpose's text, as it would leave. */
function refuseFaultyText(content: Content): void {
  const code = '0'.repeat(content.codeLength);
  for (const { label } of content.purposes) {
    const autofillDomain = content.autofillDomain ?? undefined;
    const text = otpText(content, label, code);
    const faults = faultsOfOtpText(text, { brand: content.brand, code, autofillDomain });
    if (faults.length > 0)
      throw new Problem(verifyErrors.text_refused, {
        field: faults.includes('brand_missing') ? 'brand' : 'purposes',
        detail: `Faults: ${faults.join(', ')}.`,
      });
  }
}

async function requireView(tx: Transaction, workspaceId: string, publicId: string): Promise<Service> {
  const id = uuidOfPublicId('vsv', publicId);
  const row = (await tx.query(listServices, [workspaceId])).find((one) => one.id === id);
  if (row === undefined) throw new Problem(verifyErrors.service_not_found, { field: 'id' });
  return serviceView(row);
}

async function changing<T>(
  deps: VerifyDeps,
  actor: Actor,
  event: { readonly type: string; readonly publicId: string; readonly data: Record<string, unknown> },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const workspaceId = requireWorkspace(actor);
  const result = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const done = await work(tx);
    const { type, publicId: resource, data } = event;
    await deps.bus.publish(tx, [{ type, workspaceId, actor: actorRef(actor), resource, data }]);
    return done;
  });
  deps.services.forget(workspaceId);
  return result;
}

function columns(workspaceId: string, id: string, content: Content): ServiceColumns {
  return [
    workspaceId,
    id,
    content.name,
    content.brand,
    content.locale,
    content.codeLength,
    content.ttlSeconds,
    JSON.stringify(content.purposes),
    content.channels,
    content.sender,
    content.appHash,
    content.autofillDomain,
    content.countries,
    content.clientIp,
    JSON.stringify(content.limits),
    content.guard,
  ];
}
