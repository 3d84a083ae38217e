import type { z } from 'zod';
import type { Transaction } from '../../../../platform/db.ts';
import { Problem } from '../../../../platform/problem.ts';
import { type Actor, actorRef } from '../../../accounts/index.ts';
import { type ColumnTarget, type Import, MAX_FIELDS, type StartImport } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { contactsErrors } from '../../errors.ts';
import { type FieldRow, insertField, listFields } from '../../queries/fields.ts';
import { transferErrors } from '../errors.ts';
import { publishImport } from '../events.ts';
import { cancelImport, startImport } from '../queries/imports.ts';
import { importView, requireImport } from './import-view.ts';

/** Makes the new fields and lets the import begin; it runs wherever a process works in the background. */
export async function beginImport(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  { mapping, options }: z.output<typeof StartImport>,
): Promise<Import> {
  const { workspace_id: workspaceId, id, columns } = await requireImport(deps, actor, publicId);
  const reachable = mapping.some(({ to }) => to === 'phone' || to === 'email');
  if (mapping.length !== columns.length || !reachable) {
    throw new Problem(transferErrors.import_mapping_incomplete, { field: 'mapping' });
  }
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const settled = await settleFields(deps, tx, { workspaceId, actor }, mapping);
    const [row] = await tx.query(startImport, [
      ...([workspaceId, id] as const),
      ...([JSON.stringify(settled), JSON.stringify(options)] as const),
    ]);
    if (row === undefined) throw new Problem(transferErrors.import_started);
    await publishImport(deps, tx, row, 'started', actorRef(actor));
    return importView(deps, row);
  });
}

/** The mapping with fields instead of new fields; one that has the same name and type already is used. */
async function settleFields(
  deps: ContactsDeps,
  tx: Transaction,
  { workspaceId, actor }: { readonly workspaceId: string; readonly actor: Actor },
  mapping: readonly ColumnTarget[],
): Promise<ColumnTarget[]> {
  const fields = await tx.query(listFields, [workspaceId]);
  const settled: ColumnTarget[] = [];
  for (const [i, target] of mapping.entries()) {
    if (target.to === 'field' && !fields.some(({ key }) => key === target.key)) {
      throw new Problem(contactsErrors.field_not_found, { field: `mapping[${i}].key` });
    }
    if (target.to !== 'new_field') {
      settled.push(target);
      continue;
    }
    const { label, type } = target;
    const known = fields.find((one) => one.type === type && foldLabel(one.label_id) === foldLabel(label));
    const field = known ?? (await makeField(tx, workspaceId, fields, { label, type }));
    settled.push({ to: 'field', key: field.key });
    if (known !== undefined) continue;
    fields.push(field);
    await deps.bus.publish(tx, [
      {
        type: 'contact_field.created',
        workspaceId,
        actor: actorRef(actor),
        resource: field.key,
        data: { type },
      },
    ]);
  }
  return settled;
}

const foldLabel = (label: string): string => label.trim().toLowerCase();

async function makeField(
  tx: Transaction,
  workspaceId: string,
  fields: readonly FieldRow[],
  { label, type }: { readonly label: string; readonly type: string },
): Promise<FieldRow> {
  if (fields.length >= MAX_FIELDS) throw new Problem(contactsErrors.too_many_fields, { field: 'mapping' });
  const taken = new Set(fields.map(({ key }) => key));
  const base = keyOf(label);
  let key = base;
  for (let n = 2; taken.has(key); n++) key = `${base.slice(0, 36)}_${n}`;
  const [row] = await tx.query(insertField, [workspaceId, key, label, null, type, []]);
  // Somebody else made it in this moment.
  if (row === undefined) throw new Problem(contactsErrors.field_exists, { field: 'mapping' });
  return row;
}

/** `Tanggal Lahir (WIB)` → `tanggal_lahir_wib` */
function keyOf(label: string): string {
  const bare = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40);
  return bare === '' ? 'kolom' : bare;
}

/** What is committed stays; nothing more is taken. */
export async function stopImport(deps: ContactsDeps, actor: Actor, publicId: string): Promise<Import> {
  const { workspace_id: workspaceId, id } = await requireImport(deps, actor, publicId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(cancelImport, [workspaceId, id]);
    if (row === undefined) throw new Problem(transferErrors.import_started);
    await publishImport(deps, tx, row, 'canceled', actorRef(actor));
    return importView(deps, row);
  });
}
