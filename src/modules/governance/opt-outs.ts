import type { z } from 'zod';
import { parsePhone } from '../../lib/phone.ts';
import type { Transaction } from '../../platform/db.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import { textArray } from '../../platform/pg-arrays.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import type { ListOptOuts, OptOut, OptOutPage } from './contract.ts';
import { governanceErrors } from './errors.ts';
import { readOptOutWish } from './opt-out-words.ts';
import {
  deleteMarketingOptOut,
  deleteOptOut,
  findOptOut,
  findOptOuts,
  insertMarketingOptOut,
  insertOptOut,
  listOptOuts,
  type OptOutRow,
  type OptOutScope,
  refuseOptedOut,
} from './queries.ts';

export interface GovernanceDeps {
  readonly db: Database;
  readonly bus: EventBus;
  /** Takes back what waits for a person who has just opted out; runs in the same transaction. */
  readonly withdrawWaiting: (tx: Transaction, workspaceId: string, address: string) => Promise<void>;
}

/**
 * Which of these addresses may not be written to. An opt-out stops
 * transactional and marketing messages; an OTP is asked for by the person in that
 * moment, and a conversation answers what they wrote.
 */
export async function optedOutAmong(
  tx: Transaction,
  workspaceId: string,
  addresses: readonly string[],
): Promise<OptedOut> {
  const rows = await tx.query(findOptOuts, [workspaceId, addresses]);
  return new Map(rows.map((row) => [row.address, row.scope]));
}

/**
 * As `optedOutAmong` for addresses of which none has opted out, as nearly always: nothing is waited for. Where one has the
 * transaction fails, `isOptedOut` knows the error, and the batch is repeated with `optedOutAmong`.
 */
export function requireNoneOptedOut(
  tx: Transaction,
  workspaceId: string,
  addresses: readonly string[],
): void {
  tx.send(refuseOptedOut, [workspaceId, textArray(addresses, (address) => address)]);
}

export const isOptedOut = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'TT403';

/** Opt-outs by address. */
export type OptedOut = ReadonlyMap<string, OptOutScope>;

export const refuses = (
  optedOut: OptedOut,
  address: string,
  messageClass: 'otp' | 'transactional' | 'conversation' | 'marketing',
): boolean => {
  if (!heedsOptOut(messageClass)) return false;
  const scope = optedOut.get(address);
  return scope === 'all' || (scope === 'marketing' && messageClass === 'marketing');
};

export const heedsOptOut = (messageClass: 'otp' | 'transactional' | 'conversation' | 'marketing'): boolean =>
  messageClass === 'transactional' || messageClass === 'marketing';

/** Records or lifts an opt-out when an incoming text is one of the words for it. Returns what it did. */
export async function heedKeyword(
  deps: GovernanceDeps,
  tx: Transaction,
  incoming: { readonly workspaceId: string; readonly address: string; readonly text: string },
): Promise<'opted_out' | 'opted_in' | 'nothing'> {
  const wish = readOptOutWish(incoming.text);
  if (wish === undefined) return 'nothing';
  const { workspaceId, address } = incoming;
  const actor = { kind: 'contact', id: maskAddress(address) } as const;
  if (wish.wish === 'start') {
    const gone = await tx.query(deleteOptOut, [workspaceId, address]);
    if (gone.length === 0) return 'nothing';
    await deps.bus.publish(tx, [
      {
        type: 'opt_out.lifted',
        workspaceId,
        actor,
        resource: maskAddress(address),
        data: { keyword: wish.keyword },
      },
    ]);
    return 'opted_in';
  }
  const made = await tx.query(insertOptOut, [workspaceId, address, 'keyword', wish.keyword]);
  if (made.length === 0) return 'nothing';
  await deps.withdrawWaiting(tx, workspaceId, address);
  await deps.bus.publish(tx, [
    {
      type: 'opt_out.recorded',
      workspaceId,
      actor,
      resource: maskAddress(address),
      data: { keyword: wish.keyword },
    },
  ]);
  return 'opted_out';
}

/** What a person told the provider about marketing. An opt-out from everything outlives it. */
export async function heedPreference(
  deps: GovernanceDeps,
  tx: Transaction,
  wish: { readonly workspaceId: string; readonly address: string; readonly marketing: 'stop' | 'resume' },
): Promise<void> {
  const { workspaceId, address, marketing } = wish;
  const stops = marketing === 'stop';
  const changed = await tx.query(stops ? insertMarketingOptOut : deleteMarketingOptOut, [
    workspaceId,
    address,
  ]);
  if (changed.length === 0) return;
  const resource = maskAddress(address);
  await deps.bus.publish(tx, [
    {
      type: stops ? 'opt_out.recorded' : 'opt_out.lifted',
      workspaceId,
      actor: { kind: 'contact', id: resource },
      resource,
      data: { scope: 'marketing', source: 'provider' },
    },
  ]);
}

/** `+62812••••789`: enough to recognise, not to call. */
export const maskAddress = (address: string): string =>
  address.length > 9 ? `${address.slice(0, 6)}••••${address.slice(-3)}` : '••••';

function requirePhone(input: string): string {
  const phone = parsePhone(input);
  if (!phone.ok) throw new Problem(governanceErrors.phone_invalid, { field: 'phone' });
  return phone.e164;
}

const optOutView = (row: OptOutRow): OptOut => ({
  address: row.address,
  scope: row.scope,
  source: row.source,
  keyword: row.keyword,
  at: row.at.toISOString(),
});

export async function listOptOutViews(
  deps: GovernanceDeps,
  actor: Actor,
  input: z.output<typeof ListOptOuts>,
): Promise<z.infer<typeof OptOutPage>> {
  const workspaceId = requireWorkspace(actor);
  if (input.phone !== undefined) {
    const address = requirePhone(input.phone);
    const found = await deps.db.queryInWorkspace(workspaceId, findOptOut, [workspaceId, address]);
    return { items: found.map(optOutView), next: null };
  }
  const rows = await deps.db.queryInWorkspace(workspaceId, listOptOuts, [
    workspaceId,
    input.cursor ?? '',
    input.limit + 1,
  ]);
  const items = rows.slice(0, input.limit).map(optOutView);
  return { items, next: rows.length > input.limit ? (items.at(-1)?.address ?? null) : null };
}

/** Answers with the first record where there is one already. */
export async function recordOptOut(deps: GovernanceDeps, actor: Actor, phone: string): Promise<OptOut> {
  const workspaceId = requireWorkspace(actor);
  const address = requirePhone(phone);
  const source = actor.kind === 'key' ? 'api' : 'member';
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const made = await tx.query(insertOptOut, [workspaceId, address, source, null]);
    if (made.length > 0) {
      await deps.withdrawWaiting(tx, workspaceId, address);
      const resource = maskAddress(address);
      await deps.bus.publish(tx, [
        { type: 'opt_out.recorded', workspaceId, actor: actorRef(actor), resource, data: {} },
      ]);
    }
    const [row] = await tx.query(findOptOut, [workspaceId, address]);
    if (row === undefined) throw new Error('the opt-out was lifted while it was recorded');
    return optOutView(row);
  });
}

export async function liftOptOut(deps: GovernanceDeps, actor: Actor, phone: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const address = requirePhone(phone);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const gone = await tx.query(deleteOptOut, [workspaceId, address]);
    if (gone.length === 0) throw new Problem(governanceErrors.opt_out_not_found, { field: 'phone' });
    await deps.bus.publish(tx, [
      {
        type: 'opt_out.lifted',
        workspaceId,
        actor: actorRef(actor),
        resource: maskAddress(address),
        data: {},
      },
    ]);
  });
}
