/** Evidence as the columns of an insert, in the order of the queries in queries/record.ts. */
import { storableText } from '../../../lib/storable-text.ts';
import {
  bigintArray,
  doubleArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/pg-arrays.ts';
import { RANK } from '../status.ts';
import type { EventRow, FreshEvent } from './evidence.ts';

const storable = (text: string | null): string | null => (text === null ? null : storableText(text));

export function eventColumns(rows: readonly EventRow[]) {
  return [
    uuidArray(rows, (row) => row.workspaceId),
    bigintArray(rows, (row) => row.id),
    smallintArray(rows, (row) => row.attempt),
    smallintArray(rows, (row) => row.status),
    smallintArray(rows, (row) => row.part),
    doubleArray(rows, (row) => row.at),
    uuidArray(rows, (row) => row.channelId),
    textArray(rows, (row) => storable(row.externalId)),
    textArray(rows, (row) => row.code),
    textArray(rows, (row) => storable(row.detail)),
    textArray(rows, (row) => row.trace),
  ] as const;
}

/** Columns for evidence of one kind; undefined where it is of several, or says more than when, as what and with which trace. */
export function alikeColumns(rows: readonly EventRow[]) {
  const [first] = rows;
  if (first === undefined || first.status < RANK.unknown) return undefined;
  const { workspaceId, channelId, attempt, status } = first;
  for (const row of rows) {
    const isAlike =
      row.workspaceId === workspaceId &&
      row.channelId === channelId &&
      row.attempt === attempt &&
      row.status === status &&
      row.part === 0 &&
      row.code === null &&
      row.detail === null;
    if (!isAlike) return undefined;
  }
  return [
    workspaceId,
    channelId,
    attempt,
    status,
    bigintArray(rows, (row) => row.id),
    doubleArray(rows, (row) => row.at),
    textArray(rows, (row) => storable(row.externalId)),
    textArray(rows, (row) => row.trace),
  ] as const;
}

/** Speaks of a whole message, not of one of its parts. */
export const isWhole = ({ part }: EventRow): boolean => part === 0;

/** How many messages came to a status, per workspace; what happens before anything is known of the sending is not counted. */
export function countColumns(fresh: readonly FreshEvent[]) {
  const counts = new Map<
    string,
    { readonly workspaceId: string; readonly status: number; messages: number }
  >();
  for (const { workspaceId, status } of fresh) {
    if (status < RANK.unknown) continue;
    const key = `${workspaceId} ${status}`;
    const count = counts.get(key);
    if (count === undefined) counts.set(key, { workspaceId, status, messages: 1 });
    else count.messages += 1;
  }
  const rows = [...counts.values()];
  return [
    uuidArray(rows, (row) => row.workspaceId),
    smallintArray(rows, (row) => row.status),
    bigintArray(rows, (row) => BigInt(row.messages)),
  ] as const;
}
