/** Decides a batch of wishes to send a code, and stores what was decided. */
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
import { writeHourly } from '../hourly.ts';
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
import type { KnownService } from '../services/known-services.ts';
import { announceBlocks } from '../guard/announce-blocks.ts';
import { decideSend } from './decide-send.ts';

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
}

export type Started = { readonly kind: 'started' } & (
  | { readonly outcome: 'sent'; readonly code: string; readonly row: VerificationRow }
  | { readonly outcome: 'limited'; readonly hit: LimitHit }
  | { readonly outcome: 'blocked'; readonly block: GuardBlock }
  | { readonly outcome: 'not_pending' }
);

interface Issued {
  readonly request: StartRequest;
  readonly id: bigint;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly expiresAt: Date;
}

export async function flushStarts(
  context: FlushContext,
  requests: readonly StartRequest[],
): Promise<Started[]> {
  const { now } = context;
  const [state, renewed] = await Promise.all([loadState(context, requests), findRenewed(context, requests)]);
  const { found } = state;
  const issued: Issued[] = [];
  const salts = newSalts(requests.length);
  const answers = requests.map((request): Started => {
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
    const { code, ...one } = issue(context, request, salts());
    issued.push(one);
    return { kind: 'started', outcome: 'sent', code, row: rowOf(one, old, now) };
  });
  writeNumbers(context, found.numbers, state.numbers);
  writeMeters(context, found.meters, state.meters);
  writeGuard(context, found.traces, state.guard);
  await announceBlocks(context, state.guard.raised);
  writeIssued(context, issued, found.numbers.before);
  writeAttempts(context, requests, answers);
  return answers;
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
  request: StartRequest,
  salt: Buffer,
): Issued & { code: string } {
  const { service, phone, purpose, resendOf } = request;
  const id = resendOf ?? deps.ids.next();
  const code = newCode(service.codeLength);
  const binding = { workspaceId, serviceId: service.uuid, purpose, phone, verificationId: id, salt };
  const hash = deps.hasher.hash(code, binding);
  return { request, id, salt, hash, code, expiresAt: new Date(now + service.ttlSeconds * 1000) };
}

/** The row as it is stored, so that nobody has to read it back. */
function rowOf(
  { request, id, expiresAt }: Issued,
  old: VerificationRow | undefined,
  now: number,
): VerificationRow {
  const { service, phone, purpose, operator, channel, cost, currency } = request;
  const at = new Date(now);
  if (old !== undefined)
    return {
      ...old,
      sends: old.sends + 1,
      cost: String(Number(old.cost) + cost),
      sent_at: at,
      expires_at: expiresAt,
    };
  return {
    id: id.toString(),
    service_id: service.uuid,
    ...{ phone, purpose, operator, channel, currency },
    status: 0,
    wrong_checks: 0,
    most_wrong_checks: wrongChecksFor(service.codeLength),
    sends: 1,
    message: null,
    sender: null,
    cost: String(cost),
    created_at: at,
    sent_at: at,
    expires_at: expiresAt,
    ended_at: null,
  };
}

function writeIssued(
  { tx, workspaceId, now }: FlushContext,
  issued: readonly Issued[],
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
    const verification = answer.outcome === 'sent' ? BigInt(answer.row.id) : null;
    return [{ request, id: deps.ids.next(), outcome: answer.outcome, reason, verification }];
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
    rows.flatMap(({ request: { service, channel, operator }, outcome }) =>
      outcome === 'sent'
        ? []
        : [{ at: now, serviceId: service.uuid, channel, operator, sender: service.sender, what: outcome }],
    ),
  );
}
