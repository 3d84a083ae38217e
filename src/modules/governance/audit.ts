import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Database, Transaction } from '../../platform/db.ts';
import type { StoredEvent, Subscriber } from '../../platform/events/event.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import type { AuditCheck, AuditEntry, AuditPage, ListAudit } from './contract.ts';
import {
  type AuditRow,
  findAuditEvent,
  insertAuditEntry,
  lastAuditEntry,
  listAuditChain,
  listAuditEntries,
  lockAuditChain,
} from './queries.ts';

const GENESIS = Buffer.alloc(32);
const CHECK_PAGE = 1000;

/** JSON with keys in order, so that the same entry always has the same bytes. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

type Hashed = Pick<
  AuditRow,
  'sequence' | 'event_id' | 'at' | 'actor_kind' | 'actor_id' | 'action' | 'resource' | 'data'
>;

export function hashEntry(previous: Buffer, entry: Hashed): Buffer {
  const bytes = canonical([
    entry.sequence,
    entry.event_id,
    entry.at.toISOString(),
    entry.actor_kind,
    entry.actor_id,
    entry.action,
    entry.resource,
    entry.data,
  ]);
  return createHash('sha256').update(previous).update(bytes).digest();
}

/**
 * Every published event becomes one entry of its workspace's chain, however often it is delivered.
 * Incoming messages are no acts of anybody in the company and have a list of their own.
 */
export const auditSubscriber: Subscriber = {
  name: 'governance.audit',
  types: '*',
  except: ['message.received'],
  handle: appendAuditEntry,
};

async function appendAuditEntry(tx: Transaction, event: StoredEvent): Promise<void> {
  await tx.query(lockAuditChain, [event.workspaceId]);
  const known = await tx.query(findAuditEvent, [event.workspaceId, event.id]);
  if (known.length > 0) return;
  const [last] = await tx.query(lastAuditEntry, [event.workspaceId]);
  const entry = {
    sequence: String(BigInt(last?.sequence ?? 0) + 1n),
    event_id: event.id,
    at: event.at,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    action: event.type,
    resource: event.resource,
    data: event.data,
  };
  const hash = hashEntry(last?.hash ?? GENESIS, entry);
  await tx.query(insertAuditEntry, [
    event.workspaceId,
    entry.sequence,
    entry.event_id,
    entry.at,
    entry.actor_kind,
    entry.actor_id,
    entry.action,
    entry.resource,
    JSON.stringify(entry.data),
    hash,
  ]);
}

const entryView = (row: AuditRow): AuditEntry => ({
  sequence: Number(row.sequence),
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id },
  action: row.action,
  resource: row.resource,
  data: row.data,
  hash: row.hash.toString('hex'),
});

/** Newest first. */
export async function listAudit(
  deps: { readonly db: Database },
  actor: Actor,
  input: z.output<typeof ListAudit>,
): Promise<z.infer<typeof AuditPage>> {
  const workspaceId = requireWorkspace(actor);
  const before = /^[0-9]{1,18}$/.test(input.cursor ?? '') ? (input.cursor ?? '') : '9223372036854775807';
  const rows = await deps.db.queryInWorkspace(workspaceId, listAuditEntries, [
    workspaceId,
    before,
    input.limit + 1,
  ]);
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(entryView),
    next: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
  };
}

/** Recomputes the whole chain; names the first entry that does not follow from the one before. */
export async function checkAuditChain(
  deps: { readonly db: Database },
  actor: Actor,
): Promise<z.infer<typeof AuditCheck>> {
  const workspaceId = requireWorkspace(actor);
  let previous: Buffer = GENESIS;
  let entries = 0;
  for (;;) {
    const rows = await deps.db.queryInWorkspace(workspaceId, listAuditChain, [
      workspaceId,
      String(entries),
      CHECK_PAGE,
    ]);
    for (const row of rows) {
      const expected = entries + 1;
      if (Number(row.sequence) !== expected || !hashEntry(previous, row).equals(row.hash)) {
        return { entries, intact: false, firstBroken: expected };
      }
      previous = row.hash;
      entries = expected;
    }
    if (rows.length < CHECK_PAGE) return { entries, intact: true, firstBroken: null };
  }
}
