/**
 * The one gate for everything that leaves: draft, policy, price, and one
 * transaction for all that came at the same time. Answers only after its commit.
 */
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  billingErrors,
  giveBack,
  holdRequests,
  mustReserve,
  type PricedRequest,
  reserveRequests,
} from '../../billing/index.ts';
import {
  governanceErrors,
  heedsOptOut,
  optedOutAmong,
  refuses,
  requireNoneOptedOut,
} from '../../governance/index.ts';
import { answerEntries } from './answer-entries.ts';
import { CommitQueue } from './commit-queue.ts';
import { createDoubts, type Doubts } from './doubts.ts';
import { chargedAs } from '../content/charged-as.ts';
import { closedWindows } from '../content/conversation-window.ts';
import { gatherFacts } from '../content/gather-facts.ts';
import type { MessagesDeps } from '../deps.ts';
import type { Draft, DraftContext } from './draft.ts';
import { draftMessage } from './draft-message.ts';
import type { AcceptAnswer, AcceptRequest, Drafted, Entry, Item, Prepared, Settled } from './entries.ts';
import { messagesErrors } from '../errors.ts';
import { planOf } from '../dispatch/fallback-plan.ts';
import type { HandedOff, Outgoing } from '../dispatch/hand-off.ts';
import type { OutgoingCharge } from '../dispatch/outgoing-charge.ts';
import { findIdempotencyKeys, insertIdempotencyKeys } from '../queries/accept.ts';
import { LANE, LAST_LANE } from '../status.ts';
import type { Refusal } from './refusal.ts';
import { areHandedOffTogether, type StoredDraft, storeDrafts } from './store-drafts.ts';

export interface Acceptor {
  accept(request: AcceptRequest): Promise<AcceptAnswer>;
  /** Throws when so many messages would be refused now: reading a batch only to refuse it takes time from those that fit. */
  requireRoom(messages: number, lane: number): void;
  /** Throws when a body of so many bytes would be refused now for its size alone. */
  requireRoomForBody(bytes: number): void;
  /** Messages that wait for a commit. */
  waiting(): number;
  /** Resolves when every accepted request is committed and answered. */
  idle(): Promise<void>;
}

export function createAcceptor(deps: MessagesDeps): Acceptor {
  const flushing = { ...deps, doubts: createDoubts(deps.clock) };
  const queue = new CommitQueue<Prepared, AcceptAnswer>(
    (workspaceId, batch) => flush(flushing, workspaceId, batch),
    {
      hasRoomSoon: (workspaceId, messages) => deps.handOff.hasRoomSoon(workspaceId, messages),
      monotonic: deps.clock.monotonic,
    },
  );
  const inFlight = new Set<string>();
  return {
    waiting: () => queue.waiting,
    idle: () => queue.idle(),
    requireRoom: (messages, lane) => queue.requireRoom(messages, lane),
    requireRoomForBody: (bytes) => queue.requireRoomForBody(bytes),
    async accept(request) {
      const since = deps.clock.monotonic();
      const { workspaceId, idempotency } = request;
      const flight = idempotency === undefined ? undefined : `${workspaceId} ${idempotency.key}`;
      if (flight !== undefined) {
        if (inFlight.has(flight))
          throw new Problem(messagesErrors.idempotency_in_flight, { retryAfterSeconds: 1 });
        inFlight.add(flight);
      }
      try {
        const [table, prices, facts] = await Promise.all([
          deps.tables.of(workspaceId),
          deps.priceLists.of(workspaceId),
          gatherFacts(deps, workspaceId, request.messages),
        ]);
        return await queue.submit(
          workspaceId,
          { request, table, prices, facts, since },
          request.messages.length,
          laneOf(request),
        );
      } finally {
        if (flight !== undefined) inFlight.delete(flight);
      }
    },
  };
}

/** The most urgent of its messages decides: a code never waits behind a campaign for its commit. */
const laneOf = ({ messages }: AcceptRequest): number =>
  Math.min(...messages.map((one) => (one.ok ? LANE[one.value.class] : LAST_LANE)));

async function flush(
  deps: MessagesDeps & { readonly doubts: Doubts },
  workspaceId: string,
  batch: readonly Entry[],
): Promise<void> {
  const now = deps.clock.now();
  const reserved: Reservation = [];
  let settled: Settled[] = [];
  try {
    settled = await deps.db.inWorkspace(workspaceId, async (tx) =>
      storeEntries(deps, tx, workspaceId, {
        now,
        reserved,
        isSurelyCovered: !deps.doubts.has(workspaceId, 'covered'),
        isSurelyWanted: !deps.doubts.has(workspaceId, 'wanted'),
        isAnswerRead: true,
        entries: await replayKnown(tx, workspaceId, batch),
      }),
    );
  } catch (error) {
    deps.handOff.abandon(reserved);
    if (!deps.doubts.explains(workspaceId, error)) throw error;
    return flush(
      deps,
      workspaceId,
      batch.filter((entry) => !entry.isSettled()),
    );
  }
  afterCommit(deps, workspaceId, settled, reserved);
  await repeatLostRaces(deps, workspaceId, batch);
}

export interface EntryBatch {
  readonly entries: readonly Entry[];
  readonly now: number;
  readonly reserved: Reservation;
  /** The transaction fails where the balance does not cover all of it, instead of taking what is covered. */
  readonly isSurelyCovered: boolean;
  /** The transaction fails where one of the recipients has opted out, instead of leaving out what they do not want. */
  readonly isSurelyWanted: boolean;
  /** False where nobody reads the body of an answer, so that none is written. */
  readonly isAnswerRead: boolean;
}

/** All that a batch goes through, in the caller's transaction; rejects the entries of which nothing is stored and returns the others. */
export async function storeEntries(
  deps: MessagesDeps,
  tx: Transaction,
  workspaceId: string,
  batch: EntryBatch,
): Promise<Settled[]> {
  const { entries, now, reserved, isSurelyCovered } = batch;
  const drafted = entries.map((entry) => ({ entry, items: draftAll(deps, entry, now) }));
  const wanted = await applyPolicy(tx, workspaceId, drafted, batch.isSurelyWanted);
  const gated = await requireWindows(tx, workspaceId, wanted, now);
  const covered = isSurelyCovered ? gated : await coverCosts(tx, workspaceId, gated);
  const answered = answerEntries(deps, covered, { now, isRead: batch.isAnswerRead });
  const keyed = await storeKeys(tx, workspaceId, answered);
  const drafts = draftsOf(keyed);
  if (!isSurelyCovered) giveBackUnstored(tx, workspaceId, answered, drafts);
  const handedOff = reserveRoom(deps, workspaceId, drafts, reserved);
  storeDrafts(tx, { workspaceId, now, drafts, handedOff, texts: deps.texts });
  if (isSurelyCovered) holdRequests(tx, workspaceId, pricedRequests(keyed), () => true);
  return keyed;
}

export function afterCommit(
  deps: MessagesDeps,
  workspaceId: string,
  settled: readonly Settled[],
  reserved: Reservation,
): void {
  deps.handOff.take(reserved);
  for (const one of settled) one.entry.resolve(one.answer);
  count(deps, settled);
  announce(deps, workspaceId, settled);
}

/** Answers requests whose key was used before; returns the others. */
async function replayKnown(
  tx: Transaction,
  workspaceId: string,
  batch: readonly Entry[],
): Promise<readonly Entry[]> {
  const keys = batch.flatMap(({ request }) => request.request.idempotency?.key ?? []);
  if (keys.length === 0) return batch;
  const known = new Map(
    (await tx.query(findIdempotencyKeys, [workspaceId, keys])).map((row) => [row.key, row]),
  );
  return batch.filter((entry) => {
    const { idempotency } = entry.request.request;
    const stored = idempotency === undefined ? undefined : known.get(idempotency.key);
    if (idempotency === undefined || stored === undefined) return true;
    if (stored.fingerprint.equals(idempotency.fingerprint)) {
      entry.resolve({ status: stored.status, body: stored.response, replayed: true });
    } else {
      entry.reject(new Problem(messagesErrors.idempotency_mismatch, { field: 'Idempotency-Key' }));
    }
    return false;
  });
}

function draftAll(
  deps: MessagesDeps,
  { request: { request, table, prices, facts } }: Entry,
  now: number,
): Item[] {
  const context: DraftContext = { now, table, prices, facts, sandboxOnly: request.sandboxOnly };
  return request.messages.map((message): Item => {
    if (!message.ok) return { ok: false, refusal: message.error };
    const draft = draftMessage(message.value, context);
    if (!draft.ok) return { ok: false, refusal: draft.error };
    const { price, priceInWindow } = draft.value;
    const charge = outgoingCharge(draft.value, price, prices);
    const inWindow =
      priceInWindow === undefined
        ? null
        : { price: priceInWindow, charge: outgoingCharge(draft.value, priceInWindow, prices) };
    const id = deps.ids.next();
    const windowUntil = null;
    return {
      ok: true,
      stored: { draft: draft.value, id, actor: request.actor, charge, inWindow, owner: null, windowUntil },
    };
  });
}

/** What is free has nothing to book, unless the provider may still say that it is not. */
function outgoingCharge(
  { route }: Draft,
  price: Draft['price'],
  prices: DraftContext['prices'],
): OutgoingCharge | null {
  if (price === null) return null;
  const mayBeTold = route.channel.type.medium === 'whatsapp' && price.chargeOn === 'delivered';
  if (price.amount === 0 && !mayBeTold) return null;
  const { amount, currency, chargeOn } = price;
  return { amount, currency, chargeOn, held: mustReserve(prices, currency) };
}

/** Refuses what the recipient does not want. One query for the whole batch, none when only OTPs leave. */
async function applyPolicy(
  tx: Transaction,
  workspaceId: string,
  drafted: readonly Drafted[],
  isSurelyWanted: boolean,
): Promise<readonly Drafted[]> {
  const asked: string[] = [];
  for (const { items } of drafted)
    for (const item of items)
      if (item.ok && heedsOptOut(item.stored.draft.class)) asked.push(item.stored.draft.to);
  if (asked.length === 0) return drafted;
  if (isSurelyWanted) {
    requireNoneOptedOut(tx, workspaceId, asked);
    return drafted;
  }
  const refused = await optedOutAmong(tx, workspaceId, asked);
  if (refused.size === 0) return drafted;
  return drafted.map(({ entry, items }) => ({
    entry,
    items: items.map(
      (item): Item =>
        item.ok && refuses(refused, item.stored.draft.to, item.stored.draft.class)
          ? { ok: false, refusal: { code: governanceErrors.recipient_opted_out, field: 'to' } }
          : item,
    ),
  }));
}

/** Refuses free content to people who have not written lately. One query for the whole batch, none where no channel asks. */
async function requireWindows(
  tx: Transaction,
  workspaceId: string,
  drafted: readonly Drafted[],
  now: number,
): Promise<readonly Drafted[]> {
  const closed = await closedWindows(tx, workspaceId, draftsOf(drafted), now);
  if (closed.size === 0) return drafted;
  const refusal: Refusal = { code: messagesErrors.window_closed, field: 'to' };
  return drafted.map(({ entry, items }) => ({
    entry,
    items: items.map((item): Item => (item.ok && closed.has(item.stored) ? { ok: false, refusal } : item)),
  }));
}

/** Reserves what must be covered before it leaves; what a prepaid balance has no money for is refused. */
async function coverCosts(
  tx: Transaction,
  workspaceId: string,
  drafted: readonly Drafted[],
): Promise<readonly Drafted[]> {
  const requests = pricedRequests(drafted);
  if (requests.every(({ prices }) => prices.every((price) => price === null))) return drafted;
  const refused = await reserveRequests(tx, workspaceId, requests, () => true);
  if (refused === null) return drafted;
  const refusal: Refusal = { code: billingErrors.balance_insufficient, field: 'price' };
  return drafted.map(({ entry, items }, at) => ({
    entry,
    items: items.map((item, index): Item => (refused[at]?.has(index) ? { ok: false, refusal } : item)),
  }));
}

/** What must be covered of each request. */
const pricedRequests = (drafted: readonly Drafted[]): PricedRequest[] =>
  drafted.map(({ entry, items }) => {
    const whole = entry.request.request.mode === 'all';
    const isLost = whole && items.some((item) => !item.ok);
    return { whole, prices: items.map((item) => (item.ok && !isLost ? heldCharge(item.stored) : null)) };
  });

const heldCharge = ({ charge }: StoredDraft): OutgoingCharge | null =>
  charge?.held === true ? charge : null;

/** Loops, here and elsewhere where every message passes: `flatMap` takes 1 µs for each. */
function draftsOf(drafted: readonly { readonly items: readonly Item[] }[]): StoredDraft[] {
  const drafts: StoredDraft[] = [];
  for (const { items } of drafted) for (const item of items) if (item.ok) drafts.push(item.stored);
  return drafts;
}

/** Gives back what was reserved for requests whose key was taken meanwhile. */
function giveBackUnstored(
  tx: Transaction,
  workspaceId: string,
  answered: readonly Settled[],
  stored: readonly StoredDraft[],
): void {
  const reserved = draftsOf(answered);
  if (reserved.length === stored.length) return;
  const kept = new Set(stored);
  giveBack(
    tx,
    workspaceId,
    reserved.flatMap((one) => (kept.has(one) ? [] : (heldCharge(one) ?? []))),
  );
}

/** Stores the answers that carry a key; a request whose key another node stored meanwhile drops out and is repeated. */
async function storeKeys(
  tx: Transaction,
  workspaceId: string,
  answered: readonly Settled[],
): Promise<Settled[]> {
  const keyed = answered.flatMap(({ entry, answer: { status, body } }) => {
    const { idempotency } = entry.request.request;
    return idempotency === undefined ? [] : [{ ...idempotency, status, body }];
  });
  if (keyed.length === 0) return [...answered];
  const rows = await tx.query(insertIdempotencyKeys, [
    workspaceId,
    keyed.map(({ key }) => key),
    keyed.map(({ fingerprint }) => fingerprint),
    keyed.map(({ status }) => status),
    keyed.map(({ body }) => body),
  ]);
  const stored = new Set(rows.map(({ key }) => key));
  return answered.filter(({ entry }) => {
    const { idempotency } = entry.request.request;
    return idempotency === undefined || stored.has(idempotency.key);
  });
}

/** Requests that lost the race for their key find it stored now. */
async function repeatLostRaces(
  deps: MessagesDeps,
  workspaceId: string,
  batch: readonly Entry[],
): Promise<void> {
  const lost = batch.filter((entry) => !entry.isSettled());
  if (lost.length === 0) return;
  const unexplained = await deps.db.inWorkspace(workspaceId, (tx) => replayKnown(tx, workspaceId, lost));
  for (const entry of unexplained)
    entry.reject(new Problem(messagesErrors.idempotency_in_flight, { retryAfterSeconds: 1 }));
}

function count({ metrics, clock }: MessagesDeps, settled: readonly Settled[]): void {
  const messages = settled.reduce((sum, { ids }) => sum + ids.length, 0);
  metrics.committed({ messages, requests: settled.length });
  const now = clock.monotonic();
  for (const { entry } of settled) metrics.answered(now - entry.request.since);
}

export type Reservation = Outgoing[];

/**
 * Messages that leave now and have room in this process are stored with their owner, and handed over after the commit;
 * where that is true of all and they are of one kind, with one row for all of them.
 */
function reserveRoom(
  deps: MessagesDeps,
  workspaceId: string,
  drafts: readonly StoredDraft[],
  reserved: Reservation,
): HandedOff | null {
  for (const one of drafts)
    if (one.draft.sendAt === null)
      one.owner = deps.handOff.reserve(one.draft.route.channel.id, LANE[one.draft.class]);
  const [first] = drafts;
  const handedOff =
    first !== undefined && areHandedOffTogether(drafts)
      ? { workspaceId, id: first.id, left: drafts.length }
      : null;
  for (const one of drafts) if (one.owner !== null) reserved.push(outgoing(workspaceId, one, handedOff));
  return handedOff;
}

function outgoing(
  workspaceId: string,
  { id, draft, charge, windowUntil }: StoredDraft,
  handedOff: HandedOff | null,
): Outgoing {
  return {
    workspaceId,
    id,
    channelId: draft.route.channel.id,
    lane: LANE[draft.class],
    attempt: 1,
    busy: 0,
    from: draft.route.sender.address,
    to: draft.to,
    text: draft.text,
    rich: draft.rich,
    windowUntil,
    segments: draft.route.channel.type.capabilities.segments ? draft.segments : 1,
    expiresAt: draft.expiresAt,
    operator: draft.operator,
    medium: draft.route.channel.type.medium,
    category: chargedAs(draft.route.channel.type.medium, draft.rich?.content ?? null),
    charge,
    plan: planOf(draft.route, draft.class).plan,
    handedOff,
  };
}

function announce(deps: MessagesDeps, workspaceId: string, settled: readonly Settled[]): void {
  if (!deps.live.isWatched(workspaceId)) return;
  for (const { items } of settled) {
    for (const item of items) {
      if (item.ok)
        deps.live.publish(workspaceId, {
          type: 'message.accepted',
          id: deps.publicIds.encode('msg', item.stored.id),
        });
    }
  }
}
