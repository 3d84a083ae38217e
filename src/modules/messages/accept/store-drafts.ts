import type { Transaction } from '../../../platform/db.ts';
import type { Draft } from './draft-message.ts';
import { insertMessages } from '../queries/accept.ts';
import { LANE } from '../status.ts';

/** A draft with the id it is stored under. */
export interface StoredDraft extends Draft {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly actor: string;
  /** The node that sends it from memory; null leaves it for whoever claims it. */
  readonly owner: number | null;
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
    drafts.map(({ id }) => id.toString()),
    drafts.map((draft) => LANE[draft.class]),
    drafts.map(({ route }) => route.channel.id),
    drafts.map(({ route }) => route.sender.address),
    drafts.map(({ to }) => to),
    drafts.map(({ operator }) => operator),
    drafts.map(({ text }) => text),
    drafts.map(({ encoding }) => (encoding === 'GSM-7' ? 0 : 1)),
    drafts.map(({ segments }) => segments),
    drafts.map(({ price }) => price?.amount ?? null),
    drafts.map(({ price }) => price?.currency ?? null),
    drafts.map(({ metadata }) => (metadata === undefined ? null : JSON.stringify(metadata))),
    drafts.map(({ actor }) => actor),
    drafts.map(({ sendAt }) => sendAt),
    drafts.map(({ expiresAt }) => expiresAt),
    drafts.map(({ owner }) => owner),
  ]);
}
