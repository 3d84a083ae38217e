import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import type { ChangeKind } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import type { ContactsEventType } from '../events.ts';
import { insertChange } from '../queries/changes.ts';
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
  const { workspaceId, actor, kind, contactId, data } = change;
  const id = deps.ids.next().toString();
  const contacts = [...new Set([contactId, ...(data.others ?? []).map((other) => other.id)])];
  await tx.query(insertChange, [
    workspaceId,
    id,
    kind,
    contactId,
    actor.kind,
    actor.id,
    JSON.stringify(data),
    contacts,
  ]);
  await deps.bus.publish(tx, [
    {
      type: EVENT[kind],
      workspaceId,
      actor,
      resource: deps.publicIds.encode('con', BigInt(contactId)),
      data: publicFacts(deps, kind, data),
    },
  ]);
  return id;
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
