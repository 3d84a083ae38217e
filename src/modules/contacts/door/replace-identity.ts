import type { Transaction } from '../../../platform/db.ts';
import type { IdentityKind } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { canonicalIdentity } from '../identity-address.ts';
import { recordChange } from '../own/record-change.ts';
import { holdContacts } from '../queries/contacts.ts';
import { endIdentity, findByAddresses, insertIdentity } from '../queries/identities.ts';
import { storePairs } from '../suggest/suggest-for.ts';
import { INBOUND, moveTo } from './people.ts';

export interface Replacement {
  readonly workspaceId: string;
  readonly kind: IdentityKind;
  readonly previous: string;
  readonly current: string;
  readonly at: Date;
}

/** Internal ids of the contact and of the identity that it is reached at now. */
export interface Replaced {
  readonly contactId: string;
  readonly identityId: string | null;
}

/**
 * A person's number or user id has changed, as the channel says. The old one ends: what is written from it later is
 * somebody else's. When the new one belongs to another contact already, people are asked whether they are one.
 * Told twice, it changes nothing the second time; undefined when nobody here had the old one.
 */
export async function replaceIdentity(
  tx: Transaction,
  deps: ContactsCore,
  { workspaceId, kind, at, ...told }: Replacement,
): Promise<Replaced | undefined> {
  const previous = canonicalIdentity(kind, told.previous);
  const current = canonicalIdentity(kind, told.current);
  if (previous === undefined || current === undefined || previous === current) return undefined;
  const find = async (address: string) =>
    (await tx.query(findByAddresses, [workspaceId, [kind], [address]]))[0];
  let old = await find(previous);
  if (old === undefined) return undefined;
  // From here on nobody moves it; whoever moved it meanwhile is seen.
  await tx.query(holdContacts, [workspaceId, [old.contact_id]]);
  old = await find(previous);
  if (old === undefined) return undefined;
  const contactId = old.contact_id;
  const id = deps.ids.next().toString();
  const name = old.profile_name;
  const [made] = await tx.query(insertIdentity, [workspaceId, id, contactId, kind, current, name, at]);
  const now = made ?? (await find(current));
  const isOurs = now?.contact_id === contactId;
  if (now !== undefined && !isOurs) {
    const evidence = `${previous} · ${current}`;
    const pair = { one: contactId, other: now.contact_id, reason: 'number_change', evidence } as const;
    await storePairs(deps, tx, workspaceId, [pair]);
  }
  await tx.query(endIdentity, [workspaceId, old.id, at, isOurs ? now.id : null]);
  await recordChange(deps, tx, {
    workspaceId,
    actor: INBOUND,
    kind: 'identity_replaced',
    contactId,
    data: {
      identities: [
        { ...moveTo(old, contactId), from: contactId, to: null },
        ...(made === undefined ? [] : [moveTo(made, contactId)]),
      ],
    },
  });
  return { contactId, identityId: isOurs ? now.id : null };
}
