/** Decides a batch of wishes to send a code, and stores what was decided. */
import { setImmediate } from 'node:timers/promises';
import {
  bigintArray,
  bytesArray,
  doubleArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import { HASH_BYTES, newCode, newSalts, SALT_BYTES, wrongChecksFor } from '../code.ts';
import type { FlushContext } from '../flush-deps.ts';
import type { GuardBlock } from '../guard/judge.ts';
import { type HourlyCount, type HourlyPlace, writeHourly } from '../hourly.ts';
import { loadState, writeGuard, writeMeters, writeNumbers } from '../limits/stored-state.ts';
import type { LimitHit, NumberState } from '../limits/take-send.ts';
import {
  findVerifications,
  insertAttempts,
  insertVerifications,
  renewCodes,
  replacePending,
  type VerificationRow,
} from '../queries/verifications.ts';
import type { Carried, OpenGate, TextWish } from '../../messages/index.ts';
import type { KnownService } from '../services/known-services.ts';
import { announceBlocks } from '../guard/announce-blocks.ts';
import { decideSend } from './decide-send.ts';
import { otpText } from './otp-message.ts';

export interface StartRequest {
  readonly service: KnownService;
  readonly phone: string;
  readonly operator: string | null;
  readonly purpose: string;
  readonly channel: 'sms';
  readonly ip: string | undefined;
  readonly cost: number;
  readonly currency: string;
  /** Another code for this one. */
  readonly resendOf: bigint | undefined;
  /** As the text calls the purpose. */
  readonly label: string;
  /** Who asked. */
  readonly by: Pick<TextWish, 'actor' | 'sandboxOnly' | 'locale' | 'since'>;
}

export type Started = { readonly kind: 'started' } & (
  | { readonly outcome: 'sent'; readonly row: VerificationRow }
  /** The gate took no message: nobody gets a code. */
  | { readonly outcome: 'refused'; readonly row: VerificationRow; readonly problem: unknown }
  | { readonly outcome: 'limited'; readonly hit: LimitHit }
  | { readonly outcome: 'blocked'; readonly block: GuardBlock }
  | { readonly outcome: 'not_pending' }
);

interface Issued {
  readonly request: StartRequest;
  readonly id: bigint;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly code: string;
  readonly expiresAt: Date;
  /** What stood there before, where the code is another one for the same verification. */
  readonly old: VerificationRow | undefined;
}

export async function flushStarts(
  context: FlushContext,
  gate: OpenGate,
  requests: readonly StartRequest[],
): Promise<Started[]> {
  const { tx, now } = context;
  const [state, renewed] = await Promise.all([loadState(context, requests), findRenewed(context, requests)]);
  const { found } = state;
  const salts = newSalts(requests.length);
  const decided = requests.map((request): Issued | Started => {
    const { service, resendOf } = request;
    const old = resendOf === undefined ? undefined : renewed.get(resendOf);
    if (resendOf !== undefined && (old?.status !== 0 || old.expires_at.getTime() <= now))
      return { kind: 'started', outcome: 'not_pending' };
    const decision = decideSend(
      { limits: state, guard: state.guard },
      request,
      { limits: service.limits, guard: service.guard },
      now,
    );
    if (decision.kind === 'limited') return { kind: 'started', outcome: 'limited', hit: decision.hit };
    if (decision.kind === 'blocked') return { kind: 'started', outcome: 'blocked', block: decision.block };
    return issue(context, { request, old, salt: salts() });
  });
  // Whatever the gate says, it was asked for: PostgreSQL stores that while the messages are drafted.
  writeNumbers(context, found.numbers, state.numbers);
  writeMeters(context, found.meters, state.meters);
  writeGuard(context, found.traces, state.guard);
  await setImmediate();
  const issued = decided.flatMap((one) => ('code' in one ? [one] : []));
  const carried = await gate.store(tx, issued.map(wishOf));
  const fates = new Map(issued.map((one, at) => [one, startedBy(one, carried[at], now)]));
  const answers = decided.flatMap((one) => ('code' in one ? (fates.get(one) ?? []) : [one]));
  await announceBlocks(context, state.guard.raised);
  writeIssued(
    context,
    [...fates].map(([one, { row }]) => ({ ...one, row })),
    found.numbers.before,
  );
  writeAttempts(context, requests, answers);
  return answers;
}

const wishOf = ({ request: { service, phone, label, by }, code }: Issued): TextWish => ({
  actor: by.actor,
  sandboxOnly: by.sandboxOnly,
  locale: by.locale,
  since: by.since,
  to: phone,
  text: otpText(service, label, code),
  class: 'otp',
  validitySeconds: service.ttlSeconds,
  from: service.sender ?? undefined,
});

type Fate = Extract<Started, { readonly outcome: 'sent' | 'refused' }>;

function startedBy(one: Issued, carried: Carried | undefined, now: number): Fate {
  const row = rowOf(one, carried, now);
  return carried?.ok === true
    ? { kind: 'started', outcome: 'sent', row }
    : { kind: 'started', outcome: 'refused', row, problem: carried?.problem };
}

async function findRenewed(
  { tx, workspaceId }: FlushContext,
  requests: readonly StartRequest[],
): Promise<Map<bigint, VerificationRow>> {
  const ids = requests.flatMap(({ resendOf }) => resendOf?.toString() ?? []);
  const rows = ids.length === 0 ? [] : await tx.query(findVerifications, [workspaceId, ids]);
  return new Map(rows.map((row) => [BigInt(row.id), row]));
}

function issue(
  { deps, workspaceId, now }: FlushContext,
  about: Pick<Issued, 'request' | 'old' | 'salt'>,
): Issued {
  const { service, phone, purpose, resendOf } = about.request;
  const id = resendOf ?? deps.ids.next();
  const code = newCode(service.codeLength);
  const binding = {
    workspaceId,
    serviceId: service.uuid,
    purpose,
    phone,
    verificationId: id,
    salt: about.salt,
  };
  const hash = deps.hasher.hash(code, binding);
  const { request, old, salt } = about;
  const expiresAt = new Date(now + service.ttlSeconds * 1000);
  return { request, old, salt, id, hash, code, expiresAt };
}

/** The row as it is stored, so that nobody has to read it back. */
function rowOf(
  { request, old, id, expiresAt }: Issued,
  carried: Carried | undefined,
  now: number,
): VerificationRow {
  const { service, phone, purpose, operator, channel, cost, currency } = request;
  const at = new Date(now);
  const sent = carried?.ok === true;
  return {
    status: sent ? 0 : 5,
    ended_at: sent ? null : at,
    message: sent ? carried.id : (old?.message ?? null),
    sender: sent ? carried.from : (old?.sender ?? service.sender),
    id: id.toString(),
    service_id: old?.service_id ?? service.uuid,
    phone,
    purpose,
    operator: old === undefined ? operator : old.operator,
    channel: old?.channel ?? channel,
    currency: old?.currency ?? currency,
    wrong_checks: old?.wrong_checks ?? 0,
    most_wrong_checks: old?.most_wrong_checks ?? wrongChecksFor(service.codeLength),
    sends: (old?.sends ?? 0) + 1,
    cost: String(Number(old?.cost ?? 0) + cost),
    created_at: old?.created_at ?? at,
    sent_at: at,
    expires_at: expiresAt,
  };
}

function writeIssued(
  { tx, workspaceId, now }: FlushContext,
  issued: readonly (Issued & { readonly row: VerificationRow })[],
  before: ReadonlyMap<string, NumberState>,
): void {
  const at = new Date(now);
  const renewed = issued.filter(({ request }) => request.resendOf !== undefined);
  const fresh = issued.filter(({ request }) => request.resendOf === undefined);
  if (renewed.length > 0)
    tx.send(renewCodes, [
      workspaceId,
      renewed.map(({ id }) => id.toString()),
      renewed.map(({ salt }) => salt),
      renewed.map(({ hash }) => hash),
      renewed.map(({ request }) => request.cost),
      at,
      renewed.map(({ expiresAt }) => expiresAt),
      renewed.map(({ row }) => row.status),
      renewed.map(({ row }) => row.message),
      renewed.map(({ row }) => row.sender),
    ]);
  if (fresh.length === 0) return;
  // Whoever never got a code has none that is pending.
  const again = fresh.filter(({ request }) => (before.get(request.phone)?.sends.length ?? 0) > 0);
  if (again.length > 0)
    tx.send(replacePending, [
      workspaceId,
      again.map(({ request }) => request.service.uuid),
      again.map(({ request }) => request.phone),
      again.map(({ request }) => request.purpose),
      at,
    ]);
  tx.send(insertVerifications, [
    workspaceId,
    bigintArray(fresh, ({ id }) => id),
    uuidArray(fresh, ({ request }) => request.service.uuid),
    textArray(fresh, ({ request }) => request.phone),
    textArray(fresh, ({ request }) => request.purpose),
    bytesArray(fresh, SALT_BYTES, ({ salt }) => salt),
    bytesArray(fresh, HASH_BYTES, ({ hash }) => hash),
    smallintArray(fresh, ({ request }) => wrongChecksFor(request.service.codeLength)),
    textArray(fresh, ({ request }) => request.channel),
    textArray(fresh, ({ request }) => request.operator),
    bigintArray(fresh, ({ request }) => BigInt(request.cost)),
    textArray(fresh, ({ request }) => request.currency),
    at,
    doubleArray(fresh, ({ expiresAt }) => expiresAt.getTime()),
    smallintArray(fresh, ({ row }) => row.status),
    textArray(fresh, ({ row }) => row.message),
    textArray(fresh, ({ row }) => row.sender),
  ]);
}

/** Every wish is kept, whatever became of it. */
function writeAttempts(
  context: FlushContext,
  requests: readonly StartRequest[],
  answers: readonly Started[],
): void {
  const { deps, tx, workspaceId, now } = context;
  const rows = requests.flatMap((request, index) => {
    const answer = answers[index];
    if (answer === undefined || answer.outcome === 'not_pending') return [];
    const reason =
      answer.outcome === 'limited'
        ? answer.hit.limit
        : answer.outcome === 'blocked'
          ? answer.block.reason
          : null;
    const issued = answer.outcome === 'sent' || answer.outcome === 'refused' ? answer.row : undefined;
    const outcome = issued === undefined ? answer.outcome : 'sent';
    const verification = issued === undefined ? null : BigInt(issued.id);
    return [{ request, id: deps.ids.next(), outcome, reason, verification }];
  });
  if (rows.length === 0) return;
  tx.send(insertAttempts, [
    workspaceId,
    bigintArray(rows, ({ id }) => id),
    uuidArray(rows, ({ request }) => request.service.uuid),
    bigintArray(rows, ({ verification }) => verification),
    textArray(rows, ({ request }) => request.phone),
    textArray(rows, ({ request }) => request.operator),
    textArray(rows, ({ request }) => request.ip ?? null),
    textArray(rows, ({ outcome }) => outcome),
    textArray(rows, ({ reason }) => reason),
    bigintArray(rows, ({ request }) => BigInt(request.cost)),
    new Date(now),
  ]);
  writeHourly(
    context,
    requests.flatMap((request, index) => hourlyOf(request, answers[index], now) ?? []),
  );
}

/** A resend counts in the hour of its verification. */
function hourlyOf(
  { service, channel, operator, cost }: StartRequest,
  answer: Started | undefined,
  now: number,
): (HourlyPlace & HourlyCount) | undefined {
  const place = { at: now, serviceId: service.uuid, channel, operator, sender: service.sender };
  if (answer?.outcome === 'limited' || answer?.outcome === 'blocked')
    return { ...place, what: answer.outcome };
  if (answer?.outcome !== 'sent') return undefined;
  const { created_at: at, sender } = answer.row;
  return { ...place, at: at.getTime(), sender, what: 'sent', cost };
}
