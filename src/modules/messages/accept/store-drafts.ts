import type { Transaction } from '../../../platform/db.ts';
import {
  bigintArray,
  doubleArray,
  integerArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import type { Draft } from './draft.ts';
import { type Booked, openOnDelivery } from '../dispatch/book-charges.ts';
import { planOf } from '../dispatch/fallback-plan.ts';
import type { HandedOff } from '../dispatch/hand-off.ts';
import { chargeBits, contentBit, type OutgoingCharge } from '../dispatch/outgoing-charge.ts';
import { chargedAs } from '../content/charged-as.ts';
import { type StoredContent, storeContents } from '../content/store-contents.ts';
import { insertHandedOff, insertMessages } from '../queries/accept.ts';
import { insertUsedTemplates } from '../queries/templates.ts';
import { LANE } from '../status.ts';
import type { TextSeal } from '../text-seal.ts';

/** A draft with the id it is stored under. */
export interface StoredDraft {
  draft: Draft;
  readonly id: bigint;
  readonly actor: string;
  /** Null when it costs nothing. */
  charge: OutgoingCharge | null;
  /** What it costs instead while the person may be written to freely; null where that makes no difference. */
  readonly inWindow: { readonly price: Draft['price']; readonly charge: OutgoingCharge | null } | null;
  /** The node that sends it from memory; null leaves it for whoever claims it. Set once room is reserved. */
  owner: number | null;
  /** Milliseconds until when its channel takes free content to this person; null where there is no such limit. */
  windowUntil: number | null;
}

interface DraftBatch {
  readonly workspaceId: string;
  readonly now: number;
  readonly drafts: readonly StoredDraft[];
  /** What all of them are handed to memory with; null where they are stored for the outbox, one by one. */
  readonly handedOff: HandedOff | null;
  readonly texts: TextSeal;
}

/** Messages and who is to send them, in the caller's transaction; their insert travels with its commit. */
export function storeDrafts(tx: Transaction, batch: DraftBatch): void {
  const { drafts, workspaceId, texts } = batch;
  if (drafts.length === 0) return;
  const bodies = drafts.map(({ id, draft }) =>
    draft.class === 'otp' ? texts.seal(draft.text, { workspaceId, id }) : draft.text,
  );
  const handed = handedOffColumns(batch, bodies);
  if (handed === undefined) tx.send(insertMessages, [...allColumns(batch, bodies)]);
  else tx.send(insertHandedOff, [...handed]);
  // Loops, here and below: hardly any message has content, a template or a charge that waits, and `flatMap` makes an array for each.
  const contents: StoredContent[] = [];
  const open: Booked[] = [];
  for (const one of drafts) {
    const { rich } = one.draft;
    if (rich !== null) contents.push({ id: one.id, class: one.draft.class, ...rich });
    if (one.charge?.chargeOn === 'delivered') open.push(bookedDraft(workspaceId, one, one.charge));
  }
  storeContents(tx, workspaceId, contents, texts);
  storeTemplates(tx, workspaceId, drafts);
  openOnDelivery(tx, open, batch.now);
}

function allColumns(batch: DraftBatch, bodies: readonly string[]) {
  const { drafts } = batch;
  return [
    batch.workspaceId,
    new Date(batch.now),
    bigintArray(drafts, ({ id }) => id),
    smallintArray(drafts, ({ draft }) => LANE[draft.class]),
    uuidArray(drafts, ({ draft }) => draft.route.channel.id),
    textArray(drafts, ({ draft }) => draft.route.sender.address),
    textArray(drafts, ({ draft }) => draft.to),
    textArray(drafts, ({ draft }) => draft.operator),
    textArray(bodies, (body) => body),
    smallintArray(drafts, encodingOf),
    smallintArray(drafts, ({ draft }) => draft.segments),
    bigintArray(drafts, amountOf),
    textArray(drafts, ({ draft }) => draft.price?.currency ?? null),
    textArray(drafts, metadataOf),
    textArray(drafts, ({ actor }) => actor),
    doubleArray(drafts, ({ draft }) => draft.sendAt),
    doubleArray(drafts, ({ draft }) => draft.expiresAt),
    integerArray(drafts, ({ owner }) => owner),
    smallintArray(drafts, bitsOf),
    textArray(drafts, ({ draft }) => planOf(draft.route, draft.class).json),
    textArray(drafts, ({ draft }) => draft.route.reasonJson),
  ] as const;
}

const bitsOf = ({ charge, draft }: StoredDraft): number => chargeBits(charge) | contentBit(draft.rich);

/** Whether all of them leave now from the memory of one node, on one way and for one sort of money. */
export function areHandedOffTogether(drafts: readonly StoredDraft[]): boolean {
  const [first] = drafts;
  return first !== undefined && first.owner !== null && drafts.every((one) => isAlike(one, first));
}

function handedOffColumns({ workspaceId, now, drafts, handedOff }: DraftBatch, bodies: readonly string[]) {
  const [first] = drafts;
  if (handedOff === null || first === undefined || first.owner === null) return undefined;
  const { draft, actor, owner } = first;
  return [
    workspaceId,
    new Date(now),
    bigintArray(drafts, ({ id }) => id),
    textArray(drafts, ({ draft: { to } }) => to),
    textArray(drafts, ({ draft: { operator } }) => operator),
    textArray(bodies, (body) => body),
    smallintArray(drafts, encodingOf),
    smallintArray(drafts, ({ draft: { segments } }) => segments),
    bigintArray(drafts, amountOf),
    textArray(drafts, metadataOf),
    LANE[draft.class],
    draft.route.channel.id,
    draft.route.sender.address,
    draft.price?.currency ?? null,
    actor,
    new Date(draft.expiresAt),
    owner,
    bitsOf(first),
    planOf(draft.route, draft.class).json,
    draft.route.reasonJson,
    // A request of the dearest messages stays far below 2^53.
    BigInt(drafts.reduce((sum, one) => sum + (one.draft.price?.amount ?? 0), 0)),
  ] as const;
}

const isAlike = (one: StoredDraft, first: StoredDraft): boolean =>
  one.draft.sendAt === null &&
  one.draft.route === first.draft.route &&
  one.draft.class === first.draft.class &&
  one.draft.expiresAt === first.draft.expiresAt &&
  one.draft.price?.currency === first.draft.price?.currency &&
  one.actor === first.actor &&
  one.owner === first.owner &&
  bitsOf(one) === bitsOf(first);

const encodingOf = ({ draft }: StoredDraft): number => (draft.encoding === 'GSM-7' ? 0 : 1);
const amountOf = ({ draft: { price } }: StoredDraft): bigint | null =>
  price === null ? null : BigInt(price.amount);
const metadataOf = ({ draft: { metadata } }: StoredDraft): string | null =>
  metadata === undefined ? null : JSON.stringify(metadata);

/** What was said is found again after the template changed. */
function storeTemplates(tx: Transaction, workspaceId: string, drafts: readonly StoredDraft[]): void {
  const made: (NonNullable<Draft['template']> & { readonly messageId: bigint })[] = [];
  for (const { id, draft } of drafts)
    if (draft.template !== null) made.push({ messageId: id, ...draft.template });
  if (made.length === 0) return;
  tx.send(insertUsedTemplates, [
    workspaceId,
    bigintArray(made, ({ messageId }) => messageId),
    uuidArray(made, ({ id }) => id),
    integerArray(made, ({ version }) => version),
    textArray(made, ({ language }) => language),
  ]);
}

/** What booking needs to know of a draft. */
function bookedDraft(workspaceId: string, { id, draft }: StoredDraft, charge: OutgoingCharge): Booked {
  const { channel } = draft.route;
  return {
    workspaceId,
    id,
    channelId: channel.id,
    medium: channel.type.medium,
    operator: draft.operator,
    lane: LANE[draft.class],
    category: chargedAs(channel.type.medium, draft.rich?.content ?? null),
    charge,
  };
}
