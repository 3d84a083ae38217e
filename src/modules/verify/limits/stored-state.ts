/** The limits' and the guard's state between the database and memory; written back is only what changed. */
import { z } from 'zod';
import {
  bigintArray,
  doubleArray,
  integerArray,
  smallintArray,
  textArray,
} from '../../../platform/pg-arrays.ts';
import type { FlushContext } from '../flush-deps.ts';
import {
  BLOCK_REACH_MS,
  type GuardState,
  newGuardState,
  type Place,
  placeKey,
  placesOf,
} from '../guard/judge.ts';
import type { Trace } from '../guard/trace.ts';
import {
  countBlockHits,
  findPlaces,
  insertBlocks,
  insertTraces,
  type PlaceRow,
  updateTraces,
} from '../queries/guard.ts';
import {
  findMeters,
  findNumbers,
  insertNumbers,
  type MeterRow,
  type NumberRow,
  saveMeters,
  updateNumbers,
} from '../queries/limits.ts';
import type { Slots } from './slots.ts';
import { meterKey, metersOf, type NumberState, type SendWish } from './take-send.ts';

const Num = z.number();
/** As it is stored: a list is a third of an object with names. */
// biome-ignore format: in the order of migration 49
const TraceList = z.tuple([
  z.array(z.tuple([Num, Num, Num, Num])), Num, Num, Num, Num, Num, Num.nullable(), Num, z.array(Num), Num, Num,
]);
const StoredBlock = z.object({
  id: z.string(),
  reason: z.enum(['low_conversion', 'sequential_numbers', 'burst', 'spreading']),
  evidence: z.record(z.string(), Num),
  enforced: z.boolean(),
  strikes: Num,
  createdAt: Num,
  expiresAt: Num,
  lifted: z.boolean(),
});

export function readTrace(text: string): Trace {
  const [recent, score, at, sent, verified, tried, last, run, children, strikes, struckAt] = TraceList.parse(
    JSON.parse(text),
  );
  return { recent, score, base: { at, sent, verified, tried }, last, run, children, strikes, struckAt };
}

/** Four digits behind the point are a ten-thousandth of a code. */
const short = (value: number): number => Math.round(value * 1e4) / 1e4;

export function writeTrace({ recent, score, base, last, run, children, strikes, struckAt }: Trace): string {
  const { at, sent, verified, tried } = base;
  return JSON.stringify([
    ...[recent, short(score), at, short(sent), short(verified), short(tried)],
    ...[last, run, children, strikes, struckAt],
  ]);
}

export const numberState = (row: Omit<NumberRow, 'phone' | 'place'>): NumberState => ({
  sends: row.sends.map(Number),
  wrongChecks: row.wrong_checks.map(Number),
  consecutiveWrong: row.consecutive_wrong,
  verifiedAt: row.verified_at?.getTime() ?? null,
});

const slotsOf = ({ slot, uses }: MeterRow): Slots => ({ slot: Number(slot), uses: uses.map(Number) });

const distinct = <T>(values: readonly T[], keyOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

/** As it was found: what is not as it was is written, where it stood or anew. */
export interface Found<State> {
  readonly before: ReadonlyMap<string, State>;
  /** Where the rows stand. */
  readonly places: ReadonlyMap<string, string>;
}

export interface LoadedState {
  readonly numbers: Map<string, NumberState>;
  readonly meters: Map<string, Slots>;
  readonly guard: GuardState;
  readonly found: {
    readonly numbers: Found<NumberState>;
    readonly meters: ReadonlyMap<string, Slots>;
    readonly traces: Found<Trace>;
  };
}

/** All that the wishes of a batch are counted at, in one round trip. */
export async function loadState(context: FlushContext, wishes: readonly SendWish[]): Promise<LoadedState> {
  const { tx, workspaceId } = context;
  const phones = [...new Set(wishes.map(({ phone }) => phone))];
  const wanted = distinct(wishes.flatMap(metersOf), ({ scope, subject }) => meterKey(scope, subject));
  const [numberRows, meterRows, { guard, traces }] = await Promise.all([
    tx.query(findNumbers, [workspaceId, textArray(phones, (phone) => phone)]),
    tx.query(findMeters, [
      workspaceId,
      textArray(wanted, ({ scope }) => scope),
      textArray(wanted, ({ subject }) => subject),
    ]),
    loadGuard(context, phones),
  ]);
  const numbers = new Map(numberRows.map((row) => [row.phone, numberState(row)]));
  const meters = new Map(meterRows.map((row) => [meterKey(row.scope, row.subject), slotsOf(row)]));
  const places = new Map(numberRows.map(({ phone, place }) => [phone, place]));
  const found = { numbers: { before: new Map(numbers), places }, meters: new Map(meters), traces };
  return { numbers, meters, guard, found };
}

export interface LoadedGuard {
  readonly guard: GuardState;
  readonly traces: Found<Trace>;
}

/** Traces and blocks of these numbers' places. */
export async function loadGuard(context: FlushContext, phones: readonly string[]): Promise<LoadedGuard> {
  return loadPlaces(context, distinct(phones.flatMap(placesOf), placeKey));
}

export async function loadPlaces(
  { tx, workspaceId, now }: Pick<FlushContext, 'tx' | 'workspaceId' | 'now'>,
  wanted: readonly Place[],
): Promise<LoadedGuard> {
  const rows = await tx.query(findPlaces, [
    workspaceId,
    smallintArray(wanted, ({ level }) => level),
    textArray(wanted, ({ subject }) => subject),
    String(now - BLOCK_REACH_MS),
    new Date(now),
  ]);
  const guard = newGuardState();
  const places = new Map<string, string>();
  for (const row of rows) {
    const key = `${row.level} ${row.subject}`;
    places.set(key, row.place);
    guard.traces.set(key, readTrace(row.state));
    if (row.block !== null) guard.blocks.set(key, blockOf(row));
  }
  return { guard, traces: { before: new Map(guard.traces), places } };
}

const Level = z.literal([0, 1, 2, 3]);
const blockOf = ({ level, subject, block }: PlaceRow) => ({
  ...StoredBlock.parse(block),
  level: Level.parse(level),
  subject,
});

const literal = (values: readonly number[]): string => `{${values.join(',')}}`;

interface Changes<State> {
  readonly known: readonly { readonly place: string; readonly state: State }[];
  readonly fresh: readonly { readonly key: string; readonly state: State }[];
}

export function changesOf<State>(
  { before, places }: Found<State>,
  after: ReadonlyMap<string, State>,
): Changes<State> {
  const known: { readonly place: string; readonly state: State }[] = [];
  const fresh: { readonly key: string; readonly state: State }[] = [];
  for (const [key, state] of after) {
    if (before.get(key) === state) continue;
    const place = places.get(key);
    if (place === undefined) fresh.push({ key, state });
    else known.push({ place, state });
  }
  return { known, fresh };
}

/** What a check changes of numbers: wrong codes within the hour, in a row, and the last right one. */
export const checkColumns = (rows: readonly { readonly state: NumberState }[]) =>
  [
    textArray(rows, ({ state }) => literal(state.wrongChecks)),
    integerArray(rows, ({ state }) => state.consecutiveWrong),
    doubleArray(rows, ({ state }) => state.verifiedAt),
  ] as const;

const numberColumns = (rows: readonly { readonly state: NumberState }[], now: number) =>
  [textArray(rows, ({ state }) => literal(state.sends)), ...checkColumns(rows), new Date(now)] as const;

export function writeNumbers(
  context: FlushContext,
  found: Found<NumberState>,
  after: ReadonlyMap<string, NumberState>,
): void {
  const { tx, workspaceId, now } = context;
  const { known, fresh } = changesOf(found, after);
  const places = textArray(known, ({ place }) => place);
  if (known.length > 0) tx.send(updateNumbers, [workspaceId, places, ...numberColumns(known, now)]);
  writeNewNumbers(context, fresh);
}

export function writeNewNumbers(
  { tx, workspaceId, now }: FlushContext,
  fresh: Changes<NumberState>['fresh'],
): void {
  const phones = textArray(fresh, ({ key }) => key);
  if (fresh.length > 0) tx.send(insertNumbers, [workspaceId, phones, ...numberColumns(fresh, now)]);
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
    textArray(cut, ({ scope }) => scope),
    textArray(cut, ({ subject }) => subject),
    bigintArray(cut, ({ slots }) => BigInt(slots.slot)),
    textArray(cut, ({ slots }) => literal(slots.uses)),
    new Date(now),
  ]);
}

export function writeTraces(
  { tx, workspaceId, now }: Pick<FlushContext, 'tx' | 'workspaceId' | 'now'>,
  found: Found<Trace>,
  after: ReadonlyMap<string, Trace>,
): void {
  const { known, fresh } = changesOf(found, after);
  const columns = (rows: readonly { readonly state: Trace }[]) =>
    [
      textArray(rows, ({ state }) => writeTrace(state)),
      bigintArray(rows, ({ state }) => BigInt(state.struckAt)),
      new Date(now),
    ] as const;
  if (known.length > 0)
    tx.send(updateTraces, [workspaceId, textArray(known, ({ place }) => place), ...columns(known)]);
  if (fresh.length > 0)
    tx.send(insertTraces, [
      workspaceId,
      smallintArray(fresh, ({ key }) => Number(key[0])),
      textArray(fresh, ({ key }) => key.slice(2)),
      ...columns(fresh),
    ]);
}

export function writeGuard(context: FlushContext, found: Found<Trace>, guard: GuardState): void {
  const { tx, workspaceId } = context;
  writeTraces(context, found, guard.traces);
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
