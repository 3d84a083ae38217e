import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import type { ChangeKind } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import type { ContactsEventType } from '../events.ts';
import { insertChanges } from '../queries/changes.ts';
import type { ChangeData } from './state.ts';

export interface NewChange {
  readonly workspaceId: string;
  readonly actor: ActorRef;
  readonly kind: ChangeKind;
  /** The contact that it is about. */
  readonly contactId: string;
  readonly data: Partial<ChangeData>;
}

/** Writes it into the history of all contacts that took part, and tells the audit trail without personal data. */
export async function recordChange(deps: ContactsCore, tx: Transaction, change: NewChange): Promise<string> {
  const [id = ''] = await recordChanges(deps, tx, change.workspaceId, [change]);
  return id;
}

/** Many of one workspace, in two statements. */
export async function recordChanges(
  deps: ContactsCore,
  tx: Transaction,
  workspaceId: string,
  changes: readonly Omit<NewChange, 'workspaceId'>[],
): Promise<string[]> {
  if (changes.length === 0) return [];
  const ids = changes.map(() => deps.ids.next().toString());
  const pairs = changes.flatMap(({ contactId, data }, i) =>
    [...new Set([contactId, ...(data.others ?? []).map((other) => other.id)])].map((contact) => ({
      contact,
      change: ids[i] ?? '',
    })),
  );
  await tx.query(insertChanges, [
    workspaceId,
    ids,
    changes.map(({ kind }) => kind),
    changes.map(({ contactId }) => contactId),
    changes.map(({ actor }) => actor.kind),
    changes.map(({ actor }) => actor.id),
    changes.map(({ data }) => JSON.stringify(data)),
    pairs.map(({ contact }) => contact),
    pairs.map(({ change }) => change),
  ]);
  await deps.bus.publish(
    tx,
    changes.map(({ actor, kind, contactId, data }) => ({
      type: EVENT[kind],
      workspaceId,
      actor,
      resource: deps.publicIds.encode('con', BigInt(contactId)),
      data: publicFacts(deps, kind, data),
    })),
  );
  return ids;
}

const EVENT = {
  created: 'contact.created',
  edited: 'contact.updated',
  identity_added: 'contact.updated',
  identity_removed: 'contact.updated',
  identity_replaced: 'contact.updated',
  merged: 'contact.merged',
  split: 'contact.split',
  undone: 'contact.restored',
  deleted: 'contact.deleted',
  revealed: 'contact.revealed',
} as const satisfies Record<ChangeKind, ContactsEventType>;

/** Ids and what kinds of things changed: the trail is kept when the person is erased. */
function publicFacts(
  deps: ContactsCore,
  kind: ChangeKind,
  data: Partial<ChangeData>,
): Readonly<Record<string, unknown>> {
  return {
    change: kind,
    ...(data.others === undefined
      ? {}
      : { contacts: data.others.map(({ id }) => deps.publicIds.encode('con', BigInt(id))) }),
    ...(data.identities === undefined
      ? {}
      : { identities: data.identities.map(({ id }) => deps.publicIds.encode('idn', BigInt(id))) }),
    ...(data.edits === undefined ? {} : { what: data.edits.map(({ what }) => what) }),
    ...(data.reason === undefined ? {} : { reason: data.reason }),
  };
}
