import type { Transaction } from '../../../platform/db.ts';
import {
  bigintArray,
  doubleArray,
  integerArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import type { Draft } from './draft-message.ts';
import { insertMessages } from '../queries/accept.ts';
import { LANE } from '../status.ts';

/** A draft with the id it is stored under. */
export interface StoredDraft {
  readonly draft: Draft;
  readonly id: bigint;
  readonly actor: string;
  /** The node that sends it from memory; null leaves it for whoever claims it. Set once room is reserved. */
  owner: number | null;
}

/** Messages and their outbox rows, in the caller's transaction; their insert travels with its commit. */
export function storeDrafts(
  tx: Transaction,
  batch: { readonly workspaceId: string; readonly now: number; readonly drafts: readonly StoredDraft[] },
): void {
  const { drafts } = batch;
  if (drafts.length === 0) return;
  tx.send(insertMessages, [
    batch.workspaceId,
    new Date(batch.now),
    bigintArray(drafts.map(({ id }) => id)),
    smallintArray(drafts.map(({ draft }) => LANE[draft.class])),
    uuidArray(drafts.map(({ draft }) => draft.route.channel.id)),
    textArray(drafts.map(({ draft }) => draft.route.sender.address)),
    textArray(drafts.map(({ draft }) => draft.to)),
    textArray(drafts.map(({ draft }) => draft.operator)),
    textArray(drafts.map(({ draft }) => draft.text)),
    smallintArray(drafts.map(({ draft }) => (draft.encoding === 'GSM-7' ? 0 : 1))),
    smallintArray(drafts.map(({ draft }) => draft.segments)),
    bigintArray(drafts.map(({ draft }) => (draft.price === null ? null : BigInt(draft.price.amount)))),
    textArray(drafts.map(({ draft }) => draft.price?.currency ?? null)),
    textArray(
      drafts.map(({ draft }) => (draft.metadata === undefined ? null : JSON.stringify(draft.metadata))),
    ),
    textArray(drafts.map(({ actor }) => actor)),
    doubleArray(drafts.map(({ draft }) => draft.sendAt)),
    doubleArray(drafts.map(({ draft }) => draft.expiresAt)),
    integerArray(drafts.map(({ owner }) => owner)),
  ]);
}
