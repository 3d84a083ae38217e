import type { z } from 'zod';
import type { Transaction } from '../../platform/db.ts';
import { LARGEST_ID } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import { billingErrors, giveBack, mustReserve, reserveRequests } from '../billing/index.ts';
import { heedsOptOut, optedOutAmong, refuses } from '../governance/index.ts';
import type { DeadLetterPage } from './contract.ts';
import type { MessagesDeps } from './deps.ts';
import { chargeBits, type OutgoingCharge } from './dispatch/outgoing-charge.ts';
import { VALIDITY_SECONDS } from './accept/draft-message.ts';
import { messagesErrors } from './errors.ts';
import { hidesNumbers, maskParty } from './read/mask-party.ts';
import { messageView } from './read/message-view.ts';
import { returnToOutbox } from './queries/outbox.ts';
import { findParties, insertRedriveEvents, listDeadLetters, takeDeadLetters } from './queries/read.ts';
import { classOfLane } from './status.ts';

/** Messages that were given up on and that a person may send again, newest first. */
export async function listDeadLetterPage(
  deps: MessagesDeps,
  actor: Actor,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<z.infer<typeof DeadLetterPage>> {
  const workspaceId = requireWorkspace(actor);
  const before = input.cursor === undefined ? LARGEST_ID : deps.publicIds.decode('cur', input.cursor);
  if (before === undefined) throw new Problem(messagesErrors.cursor_invalid, { field: 'cursor' });
  const { names } = await deps.tables.of(workspaceId);
  const context = { publicIds: deps.publicIds, names, now: deps.clock.now() };
  const rows = await deps.db.queryInWorkspace(workspaceId, listDeadLetters, [
    workspaceId,
    before.toString(),
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const masked = hidesNumbers(actor);
  return {
    items: page.map((row) => ({
      message: masked ? maskParty(messageView(row, context)) : messageView(row, context),
      code: row.dead_code,
      detail: row.dead_detail,
      attempts: row.dead_attempts,
      at: row.dead_at.toISOString(),
    })),
    next:
      rows.length > input.limit && last !== undefined ? deps.publicIds.encode('cur', BigInt(last.id)) : null,
  };
}

/** As `redriveLetters`, for public ids; throws when one of them is not this installation's or workspace's. */
export async function redriveDeadLetters(
  deps: MessagesDeps,
  actor: Actor,
  publicIds: readonly string[],
): Promise<number> {
  const ids = publicIds.flatMap((publicId) => deps.publicIds.decode('msg', publicId)?.toString() ?? []);
  if (ids.length < publicIds.length) throw new Problem(messagesErrors.not_found, { field: 'ids' });
  return redriveLetters(deps, actor, ids);
}

/**
 * Puts dead letters back on their way with the validity of their class, from now on. A letter that is
 * gone already counts for nothing; one to a person who has opted out since stays where it is.
 */
export async function redriveLetters(
  deps: MessagesDeps,
  actor: Actor,
  ids: readonly string[],
): Promise<number> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const willing = await withoutOptedOut(tx, workspaceId, ids);
    const chargeOfId = await coverAgain(deps, tx, workspaceId, willing);
    const taken = await tx.query(takeDeadLetters, [workspaceId, [...chargeOfId.keys()]]);
    const isTaken = new Set(taken.map(({ id }) => id));
    const gone = willing.filter(({ id }) => !isTaken.has(id));
    giveBack(
      tx,
      workspaceId,
      gone.flatMap(({ id }) => {
        const charge = chargeOfId.get(id);
        return charge?.held === true ? [charge] : [];
      }),
    );
    if (taken.length === 0) return 0;
    const attempts = taken.map((row) => row.attempts + 1);
    const channelIds = taken.map((row) => row.channel_id);
    const now = deps.clock.now();
    await tx.query(returnToOutbox, [
      workspaceId,
      taken.map((row) => row.id),
      attempts,
      channelIds,
      taken.map((row) => row.lane),
      taken.map((row) => now + VALIDITY_SECONDS[classOfLane(row.lane)] * 1000),
      taken.map((row) => chargeBits(chargeOfId.get(row.id) ?? null)),
    ]);
    await tx.query(insertRedriveEvents, [workspaceId, taken.map((row) => row.id), channelIds, attempts]);
    await deps.bus.publish(tx, [
      {
        type: 'dead_letters.redriven',
        workspaceId,
        actor: actorRef(actor),
        resource: 'dead_letters',
        data: { messages: taken.length },
      },
    ]);
    return taken.length;
  });
}

async function withoutOptedOut(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Party[]> {
  const rows = await requireParties(tx, workspaceId, ids);
  const heeding = rows.filter((row) => heedsOptOut(classOfLane(row.class)));
  const refused = await optedOutAmong(
    tx,
    workspaceId,
    heeding.map((row) => row.party),
  );
  return rows.filter((row) => !refuses(refused, row.party, classOfLane(row.class)));
}

type Party = Awaited<ReturnType<typeof requireParties>>[number];

async function requireParties(tx: Transaction, workspaceId: string, ids: readonly string[]) {
  const rows = await tx.query(findParties, [workspaceId, ids]);
  if (rows.length < new Set(ids).size) throw new Problem(messagesErrors.not_found, { field: 'ids' });
  return rows;
}

/**
 * A dead letter was refunded, so another try has its price once more. Those that the balance does not cover stay; when
 * it covers none, that is the answer.
 */
async function coverAgain(
  deps: MessagesDeps,
  tx: Transaction,
  workspaceId: string,
  rows: readonly Party[],
): Promise<ReadonlyMap<string, OutgoingCharge | null>> {
  const prices = await deps.priceLists.of(workspaceId);
  const charges = rows.map((row): OutgoingCharge | null => {
    const currency = row.price_currency ?? 'IDR';
    const amount = Number(row.price_amount ?? 0);
    return amount === 0 ? null : { amount, currency, chargeOn: 'sent', held: mustReserve(prices, currency) };
  });
  const held = charges.map((charge) => (charge?.held === true ? charge : null));
  const [refused] =
    (await reserveRequests(tx, workspaceId, [{ prices: held, whole: false }], () => true)) ?? [];
  if (rows.length > 0 && refused?.size === rows.length) throw new Problem(billingErrors.balance_insufficient);
  return new Map(
    rows.flatMap((row, index) => (refused?.has(index) ? [] : [[row.id, charges[index] ?? null] as const])),
  );
}
