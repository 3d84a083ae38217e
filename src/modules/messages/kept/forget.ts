/** Erasing reaches what is kept as it came, in the transaction of the caller. */
import type { Transaction } from '../../../platform/db.ts';
import type { Address } from '../content/address.ts';
import { deleteRaw, externalIdsOf, findRawMentioning, replaceRaw } from '../queries/kept.ts';
import { dropObjects, dropPerson, type Rest } from './drop-mentions.ts';
import { personWords } from './person-words.ts';

/** Chats, cards and other entries of somebody with these addresses. Rather too much than too little: nobody answers to it. */
export async function forgetPerson(
  tx: Transaction,
  workspaceId: string,
  addresses: readonly Pick<Address, 'kind' | 'address'>[],
): Promise<void> {
  const { cores, names } = personWords(addresses);
  await rewrite(tx, workspaceId, cores, (raw) => dropPerson(raw, names));
}

/** The same message in a copy of old chats. Call it while its timeline is still there. */
export async function forgetMessage(tx: Transaction, workspaceId: string, messageId: string): Promise<void> {
  const rows = await tx.query(externalIdsOf, [workspaceId, messageId]);
  const ids = new Set(rows.map((row) => row.external_id));
  const words = [...ids].map((id) => id.toLowerCase());
  await rewrite(tx, workspaceId, words, (raw) => dropObjects(raw, ids));
}

async function rewrite(
  tx: Transaction,
  workspaceId: string,
  words: readonly string[],
  change: (raw: unknown) => Rest,
): Promise<void> {
  if (words.length === 0) return;
  for (const { id, raw } of await tx.query(findRawMentioning, [workspaceId, words])) {
    const rest = change(raw);
    if (rest === undefined) await tx.query(deleteRaw, [workspaceId, id]);
    else if (rest.value !== raw) await tx.query(replaceRaw, [workspaceId, id, JSON.stringify(rest.value)]);
  }
}
