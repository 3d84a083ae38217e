/**
 * Decides a batch of codes that people entered, one after the other: the first right one wins, and every answer
 * is preceded by the same work. Unknown, expired, used and wrong ones differ in nothing that the caller sees.
 */
import { bigintArray, booleanArray, smallintArray, textArray } from '../../../platform/pg-arrays.ts';
import { type CodeBinding, sameHash } from '../code.ts';
import type { FlushContext } from '../flush-deps.ts';
import { noteVerified } from '../guard/judge.ts';
import { writeHourly } from '../hourly.ts';
import {
  changesOf,
  checkColumns,
  loadGuard,
  numberState,
  writeGuard,
  writeNewNumbers,
} from '../limits/stored-state.ts';
import { checkLocked, withRightCheck, withWrongCheck } from '../limits/take-check.ts';
import { NEW_NUMBER, type NumberState } from '../limits/take-send.ts';
import { type CheckedRow, findForCheck, writeChecks } from '../queries/verifications.ts';

export interface CheckRequest {
  readonly code: string;
  /** By id (undefined for one that cannot be), or what it was sent for. */
  readonly target:
    | { readonly kind: 'id'; readonly id: bigint | undefined }
    | {
        readonly kind: 'number';
        readonly serviceId: string;
        readonly phone: string;
        readonly purpose: string;
      };
}

export interface Checked {
  readonly kind: 'checked';
  readonly outcome: 'right' | 'refused' | 'locked';
  readonly retryMs: number;
}

const REFUSED: Checked = { kind: 'checked', outcome: 'refused', retryMs: 0 };
const RIGHT: Checked = { kind: 'checked', outcome: 'right', retryMs: 0 };
/**
 * Where wrong codes for nothing are counted, so that they cost what the others cost: one row in place of the
 * number's and one in place of the verification's.
 */
const NOBODY = '-';
const NOTHING = '=';

interface Row extends CheckedRow {
  touched: boolean;
}
type Mutable = { -readonly [K in keyof Row]: Row[K] };

export async function flushChecks(
  context: FlushContext,
  requests: readonly CheckRequest[],
): Promise<Checked[]> {
  const { rows, numbers, found } = await load(context, requests);
  const byKey = new Map(
    [...rows.values()].filter(({ status }) => status === 0).map((row) => [keyOf(row), row]),
  );
  const log: { readonly verification: string | null; readonly right: boolean }[] = [];
  const approved: { readonly row: Mutable; readonly first: boolean }[] = [];
  const answers = requests.map((request): Checked => {
    const { target } = request;
    const row = target.kind === 'id' ? rows.get(String(target.id)) : byKey.get(numberKey(target));
    const phone = row?.phone ?? (target.kind === 'number' ? target.phone : NOBODY);
    const number = numbers.get(phone) ?? NEW_NUMBER;
    const lockedMs = phone === NOBODY ? undefined : checkLocked(number, context.now);
    const right = matches(context, row, request.code) && lockedMs === undefined;
    log.push({ verification: row?.id ?? null, right });
    if (lockedMs !== undefined) return { kind: 'checked', outcome: 'locked', retryMs: lockedMs };
    numbers.set(phone, right ? withRightCheck(number, context.now) : withWrongCheck(number, context.now));
    if (row === undefined)
      numbers.set(NOTHING, withWrongCheck(numbers.get(NOTHING) ?? NEW_NUMBER, context.now));
    else settle(row, right, context.now);
    if (!right || row === undefined) return REFUSED;
    approved.push({ row, first: number.verifiedAt === null });
    return RIGHT;
  });
  write(context, { rows: [...rows.values()], log, numbers: changesOf(found, numbers) });
  await writeApproved(context, approved);
  return answers;
}

async function load(context: FlushContext, requests: readonly CheckRequest[]) {
  const { tx, workspaceId } = context;
  const ids = [
    ...new Set(requests.flatMap(({ target }) => (target.kind === 'id' ? String(target.id ?? 0) : []))),
  ];
  const wanted = new Map(
    requests.flatMap(({ target }) =>
      target.kind === 'number' ? [[numberKey(target), target] as const] : [],
    ),
  );
  const keys = [...wanted.values()];
  const phones = [...new Set([NOBODY, NOTHING, ...keys.map(({ phone }) => phone)])];
  const found = await tx.query(findForCheck, [
    workspaceId,
    ids,
    keys.map(({ serviceId }) => serviceId),
    keys.map(({ phone }) => phone),
    keys.map(({ purpose }) => purpose),
    phones,
  ]);
  const rows = new Map<string, Mutable>();
  const numbers = new Map<string, NumberState>();
  const places = new Map<string, string>();
  for (const row of found) {
    const phone = row.id === null ? row.number_phone : row.phone;
    if (row.id !== null && !rows.has(row.id)) rows.set(row.id, { ...row, touched: false });
    if (row.number_sends === null || row.number_wrong_checks === null) continue;
    if (row.number_place !== null) places.set(phone, row.number_place);
    const state = numberState({
      sends: row.number_sends,
      wrong_checks: row.number_wrong_checks,
      consecutive_wrong: row.number_consecutive_wrong ?? 0,
      verified_at: row.number_verified_at,
    });
    numbers.set(phone, state);
  }
  return { rows, numbers, found: { before: new Map(numbers), places } };
}

const numberKey = (key: { serviceId: string; phone: string; purpose: string }): string =>
  `${key.serviceId} ${key.phone} ${key.purpose}`;
const keyOf = ({ service_id: serviceId, phone, purpose }: CheckedRow): string =>
  numberKey({ serviceId, phone, purpose });

const NO_BINDING = {
  serviceId: '',
  purpose: '',
  phone: '',
  verificationId: 0n,
  salt: Buffer.alloc(16),
  hash: Buffer.alloc(32),
};

/** Hashes and compares in every case; a row that is not open any more is right for nobody. */
function matches({ deps, workspaceId, now }: FlushContext, row: Mutable | undefined, code: string): boolean {
  const about =
    row === undefined
      ? NO_BINDING
      : {
          serviceId: row.service_id,
          purpose: row.purpose,
          phone: row.phone,
          verificationId: BigInt(row.id),
          salt: row.salt,
          hash: row.code_hash,
        };
  const binding: CodeBinding = { workspaceId, ...about };
  const same = sameHash(deps.hasher.hash(code, binding), about.hash);
  const open =
    row?.status === 0 && row.expires_at.getTime() > now && row.wrong_checks < row.most_wrong_checks;
  return same && open;
}

function settle(row: Mutable, right: boolean, now: number): void {
  row.touched = true;
  if (right) {
    row.status = 1;
    row.ended_at = new Date(now);
    return;
  }
  // Beyond the limit it changes nothing, but is written like the others.
  row.wrong_checks = Math.min(row.wrong_checks + 1, row.most_wrong_checks);
  if (row.status === 0 && row.wrong_checks >= row.most_wrong_checks) {
    row.status = 4;
    row.ended_at = new Date(now);
  }
}

interface Results {
  readonly rows: readonly Mutable[];
  readonly log: readonly { readonly verification: string | null; readonly right: boolean }[];
  readonly numbers: ReturnType<typeof changesOf<NumberState>>;
}

function write(context: FlushContext, { rows, log, numbers: { known, fresh } }: Results): void {
  const { deps, tx, workspaceId, now } = context;
  const touched = rows.filter((row) => row.touched);
  tx.send(writeChecks, [
    workspaceId,
    new Date(now),
    textArray(touched, ({ place }) => place),
    smallintArray(touched, ({ status }) => status),
    smallintArray(touched, ({ wrong_checks }) => wrong_checks),
    booleanArray(touched, ({ ended_at }) => ended_at?.getTime() === now),
    bigintArray(log, () => deps.ids.next()),
    bigintArray(log, ({ verification }) => (verification === null ? null : BigInt(verification))),
    booleanArray(log, ({ right }) => right),
    textArray(known, ({ place }) => place),
    ...checkColumns(known),
  ]);
  writeNewNumbers(context, fresh);
}

async function writeApproved(
  context: FlushContext,
  approved: readonly { readonly row: Mutable; readonly first: boolean }[],
): Promise<void> {
  if (approved.length === 0) return;
  const { now } = context;
  writeHourly(
    context,
    approved.map(({ row }) => ({
      at: row.created_at.getTime(),
      serviceId: row.service_id,
      channel: row.channel,
      operator: row.operator,
      sender: row.sender,
      what: 'verified' as const,
      seconds: Math.max(0, Math.round((now - row.sent_at.getTime()) / 1000)),
    })),
  );
  const news = approved.filter(({ first }) => first).map(({ row }) => row);
  if (news.length === 0) return;
  const { guard, traces } = await loadGuard(
    context,
    news.map(({ phone }) => phone),
  );
  for (const row of news) noteVerified(guard, row.phone, row.created_at.getTime(), now);
  writeGuard(context, traces, guard);
}
