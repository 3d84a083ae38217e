import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef } from '../../../platform/events/event.ts';
import { MAX_NAME_LENGTH, type NewIdentity } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { canonicalIdentity } from '../identity-address.ts';
import { writeKeys } from '../keys/write-keys.ts';
import { recordChange } from '../own/record-change.ts';
import { deleteContact, holdContact, insertContact } from '../queries/contacts.ts';
import {
  deleteIdentities,
  findByAddresses,
  type IdentityRow,
  insertIdentity,
  touchIdentities,
} from '../queries/identities.ts';
import { storePairs, suggestFor } from '../suggest/suggest-for.ts';

export interface Sender {
  readonly workspaceId: string;
  /** As the channel told them; the first is the one that wrote. */
  readonly identities: readonly NewIdentity[];
  readonly profileName?: string;
  readonly at: Date;
}

export interface ResolvedSender {
  /** Internal ids: 64 bits as text. */
  readonly contactId: string;
  readonly identityId: string;
  /** The contact is new. */
  readonly created: boolean;
  /** An address was added to a contact that was known by another one. */
  readonly linked: boolean;
}

export const INBOUND: ActorRef = { kind: 'system', id: 'inbound' };

/** Others may take an address between our look and our insert; each try then sees what they did. */
const TRIES = 4;

/**
 * Whose message this is; makes the contact when nobody has the address yet. Runs in the transaction of the caller as
 * titian_worker. Two first messages at once make one contact. When a phone number and a user id of two different
 * contacts come together, nobody is merged: people are asked (a suggestion). Undefined when no address is usable,
 * such as a short code as sender.
 */
export async function resolveSender(
  tx: Transaction,
  deps: ContactsCore,
  sender: Sender,
): Promise<ResolvedSender | undefined> {
  const wanted = usable(sender.identities);
  if (wanted.length === 0) return undefined;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const found = await find(tx, sender.workspaceId, wanted);
    const resolved =
      found.length === 0
        ? await createFor(tx, deps, sender, wanted)
        : await joinTo(tx, deps, sender, wanted, found);
    if (resolved !== undefined) return resolved;
  }
  throw new Error('the addresses of a sender kept changing owners');
}

function usable(identities: readonly NewIdentity[]): NewIdentity[] {
  const unique = new Map<string, NewIdentity>();
  for (const { kind, address } of identities) {
    const canonical = canonicalIdentity(kind, address);
    if (canonical !== undefined) unique.set(`${kind} ${canonical}`, { kind, address: canonical });
  }
  return [...unique.values()];
}

/** In the order of `wanted`. */
async function find(
  tx: Transaction,
  workspaceId: string,
  wanted: readonly NewIdentity[],
): Promise<IdentityRow[]> {
  const rows = await tx.query(findByAddresses, [
    workspaceId,
    wanted.map(({ kind }) => kind),
    wanted.map(({ address }) => address),
  ]);
  return wanted.flatMap((one) => rows.find((row) => isSame(row, one)) ?? []);
}

const isSame = (a: NewIdentity, b: NewIdentity): boolean => a.kind === b.kind && a.address === b.address;

/** Sorted: two transactions with the same addresses wait for each other instead of crossing. */
const sorted = (identities: readonly NewIdentity[]): NewIdentity[] =>
  identities.toSorted((a, b) => (`${a.kind} ${a.address}` < `${b.kind} ${b.address}` ? -1 : 1));

async function own(
  tx: Transaction,
  deps: ContactsCore,
  { workspaceId, at, profileName }: Sender,
  contactId: string,
  wanted: readonly NewIdentity[],
): Promise<IdentityRow[]> {
  const made: IdentityRow[] = [];
  for (const { kind, address } of sorted(wanted)) {
    const values = [deps.ids.next().toString(), contactId, kind, address, nameOf(profileName), at] as const;
    made.push(...(await tx.query(insertIdentity, [workspaceId, ...values])));
  }
  return made;
}

function nameOf(profileName: string | undefined): string | null {
  const name = [...(profileName ?? '').replaceAll('\0', '').trim()].slice(0, MAX_NAME_LENGTH).join('').trim();
  return name === '' ? null : name;
}

async function createFor(
  tx: Transaction,
  deps: ContactsCore,
  sender: Sender,
  wanted: readonly NewIdentity[],
): Promise<ResolvedSender | undefined> {
  const { workspaceId } = sender;
  const contactId = deps.ids.next().toString();
  const name = nameOf(sender.profileName);
  await tx.query(insertContact, [workspaceId, contactId, name, null, '', '{}', null]);
  const made = await own(tx, deps, sender, contactId, wanted);
  if (made.length < wanted.length) {
    await tx.query(deleteIdentities, [workspaceId, made.map(({ id }) => id)]);
    await tx.query(deleteContact, [workspaceId, contactId]);
    return undefined;
  }
  const whole = { id: contactId, name, fields: {}, identities: made };
  await writeKeys(tx, workspaceId, [], [whole]);
  const identities = made.map((row) => moveTo(row, contactId));
  await recordChange(deps, tx, {
    ...{ workspaceId, actor: INBOUND, kind: 'created', contactId },
    data: { identities },
  });
  await suggestFor(deps, tx, workspaceId, [whole]);
  const [first] = wanted.flatMap((one) => made.find((row) => isSame(row, one)) ?? []);
  return { contactId, identityId: first?.id ?? '', created: true, linked: false };
}

export const moveTo = ({ id, kind, address }: IdentityRow, to: string) => ({
  ...{ id, kind, address },
  from: null,
  to,
});

async function joinTo(
  tx: Transaction,
  deps: ContactsCore,
  sender: Sender,
  wanted: readonly NewIdentity[],
  found: readonly IdentityRow[],
): Promise<ResolvedSender | undefined> {
  const { workspaceId, at } = sender;
  const contactId = found[0]?.contact_id ?? '';
  const missing = wanted.filter((one) => !found.some((row) => isSame(row, one)));
  let made: IdentityRow[] = [];
  if (missing.length > 0) {
    const [owner] = await tx.query(holdContact, [workspaceId, contactId]);
    // It was merged or erased while we looked.
    if (owner === undefined || owner.merged_into !== null || owner.deleted_at !== null) return undefined;
    made = await own(tx, deps, sender, contactId, missing);
    if (made.length > 0) {
      const identities = made.map((row) => moveTo(row, contactId));
      const change = { workspaceId, actor: INBOUND, kind: 'identity_added', contactId } as const;
      await recordChange(deps, tx, { ...change, data: { identities } });
    }
    if (made.length < missing.length) return undefined;
  }
  const strangers = found.filter((row) => row.contact_id !== contactId);
  await storePairs(
    deps,
    tx,
    workspaceId,
    strangers.map((row) => ({
      ...{ one: contactId, other: row.contact_id, reason: 'written_together' },
      evidence: `${found[0]?.address ?? ''} · ${row.address}`,
    })),
  );
  const ours = found.filter((row) => row.contact_id === contactId);
  await tx.query(touchIdentities, [workspaceId, ours.map(({ id }) => id), at, nameOf(sender.profileName)]);
  const first =
    wanted[0] === undefined ? undefined : [...found, ...made].find((row) => isSame(row, wanted[0] ?? row));
  return {
    contactId: first?.contact_id ?? contactId,
    identityId: first?.id ?? found[0]?.id ?? '',
    created: false,
    linked: made.length > 0,
  };
}
