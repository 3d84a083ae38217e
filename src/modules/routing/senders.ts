import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { ConstraintViolation } from '../../platform/db-errors.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import {
  type CreateSender,
  OPERATORS,
  type Operator,
  type Sender,
  type UpdateRegistration,
} from './contract.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';
import {
  clearDefaultSender,
  deleteSender,
  insertRegistrations,
  insertSender,
  listRegistrations,
  listSenders,
  type RegistrationRow,
  type SenderRow,
  setDefaultSender,
  updateRegistration,
} from './queries.ts';

const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{3,11}$/;
const LONG_NUMBER = /^\+[1-9][0-9]{7,14}$/;
const SHORT_CODE = /^[0-9]{3,8}$/;

/** The kind of a sender address, or undefined when it is none. GSM alphanumeric senders hold 11 characters. */
export function kindOfSender(address: string): SenderRow['kind'] | undefined {
  if (LONG_NUMBER.test(address)) return 'long_number';
  if (SHORT_CODE.test(address)) return 'short_code';
  return ALPHANUMERIC.test(address) ? 'alphanumeric' : undefined;
}

function senderView(row: SenderRow, registrations: readonly RegistrationRow[]): Sender {
  return {
    id: publicIdOfUuid('snd', row.id),
    address: row.address,
    kind: row.kind,
    medium: row.medium,
    isDefault: row.is_default,
    registrations: registrations
      .filter((one) => one.sender_id === row.id)
      .map((one) => ({
        operator: one.operator,
        status: one.status,
        reference: one.reference,
        note: one.note,
        expiresAt: one.expires_at?.toISOString() ?? null,
        updatedAt: one.updated_at.toISOString(),
      })),
    createdAt: row.created_at.toISOString(),
  };
}

async function loadSenders(tx: Transaction, workspaceId: string): Promise<Sender[]> {
  const rows = await tx.query(listSenders, [workspaceId]);
  const registrations = await tx.query(listRegistrations, [workspaceId]);
  return rows.map((row) => senderView(row, registrations));
}

async function requireSender(
  tx: Transaction,
  workspaceId: string,
  publicId: string,
): Promise<Sender & { readonly uuid: string }> {
  const uuid = uuidOfPublicId('snd', publicId);
  const sender = (await loadSenders(tx, workspaceId)).find((one) => one.id === publicId);
  if (uuid === undefined || sender === undefined)
    throw new Problem(routingErrors.sender_not_found, { field: 'id' });
  return { ...sender, uuid };
}

export async function listSenderViews(deps: RoutingDeps, actor: Actor): Promise<Sender[]> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, (tx) => loadSenders(tx, workspaceId));
}

/** The first sender of a medium is its default. */
export async function createSender(
  deps: RoutingDeps,
  actor: Actor,
  input: z.output<typeof CreateSender>,
): Promise<Sender> {
  const workspaceId = requireWorkspace(actor);
  const kind = kindOfSender(input.address);
  if (kind === undefined) throw new Problem(routingErrors.sender_invalid, { field: 'address' });
  const id = randomUUID();
  const publicId = publicIdOfUuid('snd', id);
  const sender = await refuseDuplicate(
    deps.db.inWorkspace(workspaceId, async (tx) => {
      const others = await tx.query(listSenders, [workspaceId]);
      const isDefault = input.isDefault || !others.some((one) => one.medium === 'sms');
      if (isDefault) await tx.query(clearDefaultSender, [workspaceId, 'sms']);
      await tx.query(insertSender, [workspaceId, id, input.address, kind, 'sms', isDefault]);
      await tx.query(insertRegistrations, [workspaceId, id, OPERATORS]);
      await deps.bus.publish(tx, [
        {
          type: 'sender.created',
          workspaceId,
          actor: actorRef(actor),
          resource: publicId,
          data: { address: input.address },
        },
      ]);
      return requireSender(tx, workspaceId, publicId);
    }),
  );
  deps.tables.forget(workspaceId);
  return sender;
}

async function refuseDuplicate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConstraintViolation)
      throw new Problem(routingErrors.sender_exists, { field: 'address' });
    throw error;
  }
}

export async function makeSenderDefault(deps: RoutingDeps, actor: Actor, publicId: string): Promise<Sender> {
  const workspaceId = requireWorkspace(actor);
  const changed = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const sender = await requireSender(tx, workspaceId, publicId);
    await tx.query(clearDefaultSender, [workspaceId, sender.medium]);
    await tx.query(setDefaultSender, [workspaceId, sender.uuid]);
    await deps.bus.publish(tx, [
      { type: 'sender.made_default', workspaceId, actor: actorRef(actor), resource: publicId, data: {} },
    ]);
    return requireSender(tx, workspaceId, publicId);
  });
  deps.tables.forget(workspaceId);
  return changed;
}

export async function removeSender(deps: RoutingDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const sender = await requireSender(tx, workspaceId, publicId);
    await tx.query(deleteSender, [workspaceId, sender.uuid]);
    await deps.bus.publish(tx, [
      {
        type: 'sender.deleted',
        workspaceId,
        actor: actorRef(actor),
        resource: publicId,
        data: { address: sender.address },
      },
    ]);
  });
  deps.tables.forget(workspaceId);
}

/** Records how far one operator is with registering a sender. */
export async function changeRegistration(
  deps: RoutingDeps,
  actor: Actor,
  publicId: string,
  operator: Operator,
  input: z.output<typeof UpdateRegistration>,
): Promise<Sender> {
  const workspaceId = requireWorkspace(actor);
  const changed = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const sender = await requireSender(tx, workspaceId, publicId);
    const expiresAt =
      input.expiresAt === undefined || input.expiresAt === null ? null : new Date(input.expiresAt);
    await tx.query(updateRegistration, [
      workspaceId,
      sender.uuid,
      operator,
      input.status,
      input.reference ?? null,
      input.note ?? null,
      expiresAt,
    ]);
    await deps.bus.publish(tx, [
      {
        type: 'sender.registration_changed',
        workspaceId,
        actor: actorRef(actor),
        resource: publicId,
        data: { operator, status: input.status },
      },
    ]);
    return requireSender(tx, workspaceId, publicId);
  });
  deps.tables.forget(workspaceId);
  return changed;
}
