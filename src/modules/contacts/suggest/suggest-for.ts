import type { Transaction } from '../../../platform/db.ts';
import type { Suggestion } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { matchKeys, phoneKey, phoneOfKey, soughtKeys } from '../keys/match-keys.ts';
import { wholeNameKey } from '../keys/name-keys.ts';
import type { Keyed } from '../keys/write-keys.ts';
import { findByAddresses, identitiesOfContacts } from '../queries/identities.ts';
import { findByMatchKeys, findBySearchKeys } from '../queries/keys.ts';
import { findNames, insertSuggestions } from '../queries/suggestions.ts';
import { closeIdentities } from './close-identities.ts';

export interface Pair {
  readonly one: string;
  readonly other: string;
  readonly reason: Suggestion['reason'];
  readonly evidence: string;
}

/** More with one name are namesakes, more with one number or mailbox a company's: no duplicates. */
const MAX_SHARING = 20;
/** Read per key: one more than may share it, besides the contact that looks. */
const HITS = MAX_SHARING + 2;

/**
 * Looks, by indexed keys only, for others who may be the same person as contacts that were made or changed just now:
 * the same phone number or mailbox written elsewhere, or the same name with a close address. Five statements at most,
 * however many contacts: imports ask for 1,000 at once.
 */
export async function suggestFor(
  deps: Pick<ContactsCore, 'ids'>,
  tx: Transaction,
  workspaceId: string,
  contacts: readonly Keyed[],
): Promise<void> {
  const [byAddress, byName] = await Promise.all([
    sameAddress(tx, workspaceId, contacts),
    sameName(tx, workspaceId, contacts),
  ]);
  await storePairs(deps, tx, workspaceId, [...byAddress, ...byName]);
}

async function sameAddress(
  tx: Transaction,
  workspaceId: string,
  contacts: readonly Keyed[],
): Promise<Pair[]> {
  const seekers = grouped(contacts, soughtKeys);
  const keys = [...seekers.keys()];
  if (keys.length === 0) return [];
  // Their own numbers are theirs alone; those that stand in names and fields may be somebody's.
  const phones = [...new Set(contacts.flatMap(matchKeys))].flatMap((key) => phoneOfKey(key) ?? []);
  const kinds = phones.map(() => 'phone');
  const [written, owners] = await Promise.all([
    tx.query(findByMatchKeys, [workspaceId, keys, HITS]),
    phones.length === 0 ? [] : tx.query(findByAddresses, [workspaceId, kinds, phones]),
  ]);
  const hits = [
    ...written,
    ...owners.map(({ address, contact_id }) => ({ key: phoneKey(address), contact_id })),
  ];
  return [...grouped(hits, ({ key }) => [key])].flatMap(([key, found]) =>
    pairsOf(seekers.get(key) ?? [], found).map(
      ([{ id }, other]): Pair => ({
        one: id,
        other,
        evidence: key.slice(2),
        reason: key.startsWith('p:') ? 'same_phone' : 'same_email',
      }),
    ),
  );
}

async function sameName(tx: Transaction, workspaceId: string, contacts: readonly Keyed[]): Promise<Pair[]> {
  const seekers = grouped(contacts, nameKey);
  if (seekers.size === 0) return [];
  const hits = await tx.query(findBySearchKeys, [workspaceId, [...seekers.keys()], HITS]);
  const pairs = [...grouped(hits, ({ key }) => [key])].flatMap(([key, found]) =>
    pairsOf(seekers.get(key) ?? [], found).map(([one, other]) => ({ key, one, other })),
  );
  const known = await load(tx, workspaceId, contacts, [...new Set(pairs.map(({ other }) => other))]);
  return pairs.flatMap(({ key, one, other }): Pair[] => {
    const theirs = known.get(other);
    // A key begins at each word of a name; only whole names count.
    if (theirs === undefined || theirs.name === null || wholeNameKey(theirs.name) !== key) return [];
    const close = closeIdentities(one.identities, theirs.identities);
    return close === undefined ? [] : [{ one: one.id, other, reason: 'similar_name', evidence: close }];
  });
}

/** One word is shared by too many people to mean anything. */
function nameKey({ name }: Keyed): string[] {
  const key = name === null ? '' : wholeNameKey(name);
  return key.includes(' ') ? [key] : [];
}

/** Everybody who looks with everybody who was found; nobody where too many share it. */
function pairsOf(
  seekers: readonly Keyed[],
  found: readonly { readonly contact_id: string }[],
): (readonly [Keyed, string])[] {
  const others = [...new Set(found.map(({ contact_id }) => contact_id))];
  return seekers.flatMap((one) => {
    const rest = others.filter((id) => id !== one.id);
    return rest.length > MAX_SHARING ? [] : rest.map((other) => [one, other] as const);
  });
}

type Named = Pick<Keyed, 'name' | 'identities'>;

/** Names and addresses of contacts; those that look are known already. */
async function load(
  tx: Transaction,
  workspaceId: string,
  looking: readonly Keyed[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  const known = new Map<string, Named>(looking.map((one) => [one.id, one]));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const [names, identities] = await Promise.all([
    tx.query(findNames, [workspaceId, missing]),
    tx.query(identitiesOfContacts, [workspaceId, missing]),
  ]);
  const own = grouped(identities, ({ contact_id }) => [contact_id]);
  for (const { id, name } of names) known.set(id, { name, identities: own.get(id) ?? [] });
  return known;
}

function grouped<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
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
