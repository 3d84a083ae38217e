/** What importing and exporting publishes: counts and ids, never what stood in the file. */
import type { Transaction } from '../../../platform/db.ts';
import type { ActorRef, DomainEvent } from '../../../platform/events/event.ts';
import { ImportOptions } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import type { ExportRow } from './queries/exports.ts';
import type { ImportRow } from './queries/imports.ts';

export const IMPORT_PREFIX = 'imp';
export const EXPORT_PREFIX = 'exp';

interface TransferEvent extends DomainEvent {
  readonly type:
    | 'contact_import.started'
    | 'contact_import.canceled'
    | 'contact_import.finished'
    | 'contact_import.failed'
    | 'contact_export.requested'
    | 'contact_export.downloaded';
}

export async function publishImport(
  deps: ContactsCore,
  tx: Transaction,
  row: ImportRow,
  what: 'started' | 'canceled' | 'finished' | 'failed',
  actor: ActorRef,
): Promise<void> {
  const { created, updated, unchanged, skipped, failed } = row;
  const { onExisting, tag, consent } = ImportOptions.parse(row.options);
  const event: TransferEvent = {
    type: `contact_import.${what}`,
    workspaceId: row.workspace_id,
    actor,
    resource: deps.publicIds.encode(IMPORT_PREFIX, BigInt(row.id)),
    data:
      what === 'started'
        ? { rows: row.total, onExisting, tag: tag ?? null, consent: consent ?? null }
        : { created, updated, unchanged, skipped, failed, failure: row.failure },
  };
  await deps.bus.publish(tx, [event]);
}

/** On behalf of whoever started it. */
export const publishEnd = (deps: ContactsCore, tx: Transaction, row: ImportRow): Promise<void> =>
  publishImport(deps, tx, row, row.state === 'done' ? 'finished' : 'failed', {
    kind: row.actor_kind,
    id: row.actor_id,
  });

export async function publishExport(
  deps: ContactsCore,
  tx: Transaction,
  row: ExportRow,
  what: 'requested' | 'downloaded',
  actor: ActorRef,
): Promise<void> {
  const event: TransferEvent = {
    type: `contact_export.${what}`,
    workspaceId: row.workspace_id,
    actor,
    resource: deps.publicIds.encode(EXPORT_PREFIX, BigInt(row.id)),
    data: { format: row.format, masked: row.masked, contacts: row.processed },
  };
  await deps.bus.publish(tx, [event]);
}
