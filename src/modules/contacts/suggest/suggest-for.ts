import type { Transaction } from '../../../platform/db.ts';
import type { Suggestion } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { phoneOfKey, soughtKeys } from '../keys/match-keys.ts';
import { wholeNameKey } from '../keys/name-keys.ts';
import type { Keyed } from '../keys/write-keys.ts';
import { findContacts } from '../queries/contacts.ts';
import { findByAddresses, identitiesOfContacts } from '../queries/identities.ts';
import { findByMatchKeys, findBySearchKey } from '../queries/keys.ts';
import { insertSuggestions } from '../queries/suggestions.ts';
import { closeIdentities } from './close-identities.ts';

export interface Pair {
  readonly one: string;
  readonly other: string;
  readonly reason: Suggestion['reason'];
  readonly evidence: string;
}

/** More of the same name are namesakes, not duplicates. */
const MAX_NAMESAKES = 20;

/**
 * Looks, by indexed keys only, for others who may be the same person as contacts that were made or changed just now:
 * the same phone number or mailbox written elsewhere, or the same name with a close address.
 */
export async function suggestFor(
  deps: ContactsCore,
  tx: Transaction,
  workspaceId: string,
  contacts: readonly Keyed[],
): Promise<void> {
  const pairs: Pair[] = [];
  for (const contact of contacts) {
    pairs.push(...(await sameAddress(tx, workspaceId, contact)));
    pairs.push(...(await sameName(tx, workspaceId, contact)));
  }
  await storePairs(deps, tx, workspaceId, pairs);
}

async function sameAddress(tx: Transaction, workspaceId: string, contact: Keyed): Promise<Pair[]> {
  const keys = soughtKeys(contact);
  if (keys.length === 0) return [];
  const byKey = await tx.query(findByMatchKeys, [workspaceId, keys]);
  const phones = keys.flatMap((key) => phoneOfKey(key) ?? []);
  const owners =
    phones.length === 0
      ? []
      : await tx.query(findByAddresses, [workspaceId, phones.map(() => 'phone'), phones]);
  return [
    ...byKey.map(({ key, contact_id }) => ({ other: contact_id, key })),
    ...owners.map(({ address, contact_id }) => ({ other: contact_id, key: `p:${address}` })),
  ].map(({ other, key }) => ({
    one: contact.id,
    other,
    reason: key.startsWith('p:') ? 'same_phone' : 'same_email',
    evidence: key.slice(2),
  }));
}

async function sameName(tx: Transaction, workspaceId: string, contact: Keyed): Promise<Pair[]> {
  if (contact.name === null) return [];
  const key = wholeNameKey(contact.name);
  // One word is shared by too many people to mean anything.
  if (!key.includes(' ')) return [];
  const hits = await tx.query(findBySearchKey, [workspaceId, key]);
  const ids = hits.map(({ contact_id }) => contact_id).filter((id) => id !== contact.id);
  if (ids.length === 0 || ids.length > MAX_NAMESAKES) return [];
  const rows = await tx.query(findContacts, [workspaceId, ids]);
  const identities = await tx.query(identitiesOfContacts, [workspaceId, ids]);
  return rows.flatMap((row): Pair[] => {
    if (row.name === null || wholeNameKey(row.name) !== key) return [];
    const theirs = identities.filter(({ contact_id }) => contact_id === row.id);
    const close = closeIdentities(contact.identities, theirs);
    return close === undefined
      ? []
      : [{ one: contact.id, other: row.id, reason: 'similar_name', evidence: close }];
  });
}

/** A pair is suggested once, whatever was decided about it. */
export async function storePairs(
  deps: Pick<ContactsCore, 'ids'>,
  tx: Transaction,
  workspaceId: string,
  pairs: readonly Pair[],
): Promise<void> {
  const unique = new Map<string, { a: string; b: string; reason: string; evidence: string }>();
  for (const { one, other, reason, evidence } of pairs) {
    if (one === other) continue;
    const [a, b] = BigInt(one) < BigInt(other) ? [one, other] : [other, one];
    const key = `${a} ${b}`;
    if (!unique.has(key)) unique.set(key, { a, b, reason, evidence: evidence.slice(0, 400) });
  }
  const list = [...unique.values()];
  if (list.length === 0) return;
  await tx.query(insertSuggestions, [
    workspaceId,
    list.map(() => deps.ids.next().toString()),
    list.map(({ a }) => a),
    list.map(({ b }) => b),
    list.map(({ reason }) => reason),
    list.map(({ evidence }) => evidence),
  ]);
}
