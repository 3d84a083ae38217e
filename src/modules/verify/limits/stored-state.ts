/** The limits' and the guard's state between the database and memory; written back is only what changed. */
import { z } from 'zod';
import type { FlushContext } from '../flush-deps.ts';
import { type GuardState, newGuardState, placeKey, placesOf } from '../guard/judge.ts';
import type { Trace } from '../guard/trace.ts';
import {
  countBlockHits,
  findBlocksInForce,
  findTraces,
  insertBlocks,
  saveTraces,
  type TraceRow,
} from '../queries/guard.ts';
import {
  findMeters,
  findNumbers,
  type MeterRow,
  type NumberRow,
  saveMeters,
  saveNumbers,
} from '../queries/limits.ts';
import type { Slots } from './slots.ts';
import { meterKey, metersOf, type NumberState, type SendWish } from './take-send.ts';

const Num = z.number();
const TraceState: z.ZodType<Trace> = z.object({
  recent: z.array(z.tuple([Num, Num, Num, Num])),
  score: Num,
  base: z.object({ at: Num, sent: Num, verified: Num, tried: Num }),
  last: Num.nullable(),
  run: Num,
  children: z.array(Num),
  strikes: Num,
  struckAt: Num,
});

export const numberState = (row: Omit<NumberRow, 'phone'>): NumberState => ({
  sends: row.sends.map(Number),
  wrongChecks: row.wrong_checks.map(Number),
  consecutiveWrong: row.consecutive_wrong,
  verifiedAt: row.verified_at?.getTime() ?? null,
});

const slotsOf = ({ slot, uses }: MeterRow): Slots => ({ slot: Number(slot), uses: uses.map(Number) });

const traceEntry = ({ level, subject, state }: TraceRow): [string, Trace] => [
  `${level} ${subject}`,
  TraceState.parse(state),
];

const distinct = <T>(values: readonly T[], keyOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

export interface LoadedState {
  readonly numbers: Map<string, NumberState>;
  readonly meters: Map<string, Slots>;
  readonly guard: GuardState;
}

/** All that the wishes of a batch are counted at, in one round trip. */
export async function loadState(context: FlushContext, wishes: readonly SendWish[]): Promise<LoadedState> {
  const { tx, workspaceId, now } = context;
  const phones = [...new Set(wishes.map(({ phone }) => phone))];
  const meters = distinct(wishes.flatMap(metersOf), ({ scope, subject }) => meterKey(scope, subject));
  const places = distinct(phones.flatMap(placesOf), placeKey);
  const levels = places.map(({ level }) => level);
  const subjects = places.map(({ subject }) => subject);
  const [numberRows, meterRows, traceRows, blockRows] = await Promise.all([
    tx.query(findNumbers, [workspaceId, phones]),
    tx.query(findMeters, [
      workspaceId,
      meters.map(({ scope }) => scope),
      meters.map(({ subject }) => subject),
    ]),
    tx.query(findTraces, [workspaceId, levels, subjects]),
    tx.query(findBlocksInForce, [workspaceId, levels, subjects, new Date(now)]),
  ]);
  const guard = newGuardState();
  for (const row of traceRows) guard.traces.set(...traceEntry(row));
  for (const row of blockRows)
    guard.blocks.set(placeKey(row), {
      id: row.id,
      level: row.level,
      subject: row.subject,
      reason: row.reason,
      evidence: row.evidence,
      enforced: row.enforced,
      strikes: row.strikes,
      createdAt: row.created_at.getTime(),
      expiresAt: row.expires_at.getTime(),
      lifted: row.lifted_at !== null,
    });
  return {
    numbers: new Map(numberRows.map((row) => [row.phone, numberState(row)])),
    meters: new Map(meterRows.map((row) => [meterKey(row.scope, row.subject), slotsOf(row)])),
    guard,
  };
}

/** The traces of these numbers' places. */
export async function loadTraces(context: FlushContext, phones: readonly string[]): Promise<GuardState> {
  const places = distinct(phones.flatMap(placesOf), placeKey);
  const rows = await context.tx.query(findTraces, [
    context.workspaceId,
    places.map(({ level }) => level),
    places.map(({ subject }) => subject),
  ]);
  const guard = newGuardState();
  for (const row of rows) guard.traces.set(...traceEntry(row));
  return guard;
}

const literal = (values: readonly number[]): string => `{${values.join(',')}}`;

/** Writes what is not as it was; `before` is a copy of the maps taken before the batch was decided. */
export function writeNumbers(
  { tx, workspaceId, now }: FlushContext,
  before: ReadonlyMap<string, NumberState>,
  after: ReadonlyMap<string, NumberState>,
): void {
  const changed = [...after].filter(([phone, state]) => before.get(phone) !== state);
  if (changed.length === 0) return;
  tx.send(saveNumbers, [
    workspaceId,
    changed.map(([phone]) => phone),
    changed.map(([, { sends }]) => literal(sends)),
    changed.map(([, { wrongChecks }]) => literal(wrongChecks)),
    changed.map(([, { consecutiveWrong }]) => consecutiveWrong),
    changed.map(([, { verifiedAt }]) => (verifiedAt === null ? null : new Date(verifiedAt))),
    new Date(now),
  ]);
}

export function writeMeters(
  { tx, workspaceId, now }: FlushContext,
  before: ReadonlyMap<string, Slots>,
  after: ReadonlyMap<string, Slots>,
): void {
  const changed = [...after].filter(([key, state]) => before.get(key) !== state);
  if (changed.length === 0) return;
  const cut = changed.map(([key, slots]) => {
    const at = key.indexOf(' ');
    return { scope: key.slice(0, at), subject: key.slice(at + 1), slots };
  });
  tx.send(saveMeters, [
    workspaceId,
    cut.map(({ scope }) => scope),
    cut.map(({ subject }) => subject),
    cut.map(({ slots }) => slots.slot),
    cut.map(({ slots }) => literal(slots.uses)),
    new Date(now),
  ]);
}

export function writeGuard(
  { tx, workspaceId, now }: FlushContext,
  before: ReadonlyMap<string, Trace>,
  guard: GuardState,
): void {
  const changed = [...guard.traces].filter(([key, trace]) => before.get(key) !== trace);
  if (changed.length > 0)
    tx.send(saveTraces, [
      workspaceId,
      changed.map(([key]) => Number(key[0])),
      changed.map(([key]) => key.slice(2)),
      changed.map(([, trace]) => JSON.stringify(trace)),
      new Date(now),
    ]);
  if (guard.raised.length > 0) {
    const rows = guard.raised.map(({ lifted: _lifted, createdAt, expiresAt, ...block }) => ({
      ...block,
      created_at: createdAt,
      expires_at: expiresAt,
    }));
    tx.send(insertBlocks, [workspaceId, JSON.stringify(rows)]);
  }
  if (guard.hits.size > 0)
    tx.send(countBlockHits, [workspaceId, [...guard.hits.keys()], [...guard.hits.values()]]);
}
