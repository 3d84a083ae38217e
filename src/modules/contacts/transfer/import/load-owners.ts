import type { Transaction } from '../../../../platform/db.ts';
import { MAX_TAGS } from '../../contract.ts';
import { lockContacts } from '../../queries/contacts.ts';
import { findByAddresses, identitiesOfContacts } from '../../queries/identities.ts';
import { countTags, insertTag, tagsOfContacts } from '../../queries/tags.ts';
import { findTagsBySlug } from '../queries/bulk.ts';
import { addressKey, type Known } from './plan-batch.ts';
import type { Candidate } from './read-row.ts';

/** Somebody merged, moved or added one of the addresses just now: the batch is taken back and tried again. */
export class ChangedMeanwhile extends Error {}

/** Contacts that have an address of these rows, locked, by address. */
export async function loadOwners(
  tx: Transaction,
  workspaceId: string,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Known>> {
  const wanted = new Map(candidates.flatMap((one) => one.addresses.map((a) => [addressKey(a), a] as const)));
  const addresses = [...wanted.values()];
  const hits = await tx.query(findByAddresses, [
    workspaceId,
    addresses.map(({ kind }) => kind),
    addresses.map(({ address }) => address),
  ]);
  const ids = [...new Set(hits.map((hit) => hit.contact_id))];
  if (ids.length === 0) return new Map();
  const rows = await tx.query(lockContacts, [workspaceId, ids]);
  const identities = await tx.query(identitiesOfContacts, [workspaceId, ids]);
  const tags = await tx.query(tagsOfContacts, [workspaceId, ids]);
  const owners = new Map<string, Known>();
  for (const { id, name, fields } of rows) {
    const own = identities.filter((one) => one.contact_id === id && one.ended_at === null);
    const known: Known = {
      id,
      name,
      fields,
      identities: own,
      tags: tags.filter((one) => one.contact_id === id).map((one) => one.id),
    };
    for (const identity of own) if (wanted.has(addressKey(identity))) owners.set(addressKey(identity), known);
  }
  if (hits.some((hit) => owners.get(addressKey(hit))?.id !== hit.contact_id)) throw new ChangedMeanwhile();
  return owners;
}

/** As in settings/tags.ts: upper and lower case are one. */
const slugOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Ids of tags by name; those that are missing are made, as far as a workspace may have them. */
export async function resolveTags(
  tx: Transaction,
  workspaceId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const bySlug = new Map(names.map((name) => [slugOf(name), name]));
  if (bySlug.size === 0) return new Map();
  const ids = new Map<string, string>();
  const found = await tx.query(findTagsBySlug, [workspaceId, [...bySlug.keys()]]);
  for (const { slug, id } of found) ids.set(slug, id);
  const missing = [...bySlug].filter(([slug]) => !ids.has(slug));
  if (missing.length > 0) {
    const [counted] = await tx.query(countTags, [workspaceId]);
    const room = Math.max(0, MAX_TAGS - Number(counted?.count ?? 0));
    for (const [slug, name] of missing.slice(0, room)) {
      const [made] = await tx.query(insertTag, [workspaceId, name, slug, 'grey']);
      if (made === undefined) throw new ChangedMeanwhile();
      ids.set(slug, made.id);
    }
  }
  return new Map(
    names.flatMap((name) => {
      const id = ids.get(slugOf(name));
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}
