import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { type CreateField, type Field, MAX_FIELDS, type UpdateField } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { deleteField, type FieldRow, insertField, listFields, updateField } from '../queries/fields.ts';

const fieldView = (row: FieldRow): Field => ({
  key: row.key,
  label: { id: row.label_id, en: row.label_en },
  type: row.type,
  options: row.options,
  position: row.position,
});

export async function listFieldViews(deps: ContactsDeps, actor: Actor): Promise<{ items: Field[] }> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listFields, [workspaceId]);
  return { items: rows.map(fieldView) };
}

const checkOptions = (type: string, options: readonly string[]): void => {
  if ((type === 'select') !== options.length > 0)
    throw new Problem(contactsErrors.field_options, { field: 'options' });
};

export async function createField(
  deps: ContactsDeps,
  actor: Actor,
  input: z.output<typeof CreateField>,
): Promise<Field> {
  const workspaceId = requireWorkspace(actor);
  const { key, label, type } = input;
  const options = [...new Set(input.options)];
  checkOptions(type, options);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const known = await tx.query(listFields, [workspaceId]);
    if (known.length >= MAX_FIELDS) throw new Problem(contactsErrors.too_many_fields);
    const values = [key, label.id, label.en, type, options] as const;
    const [row] = await tx.query(insertField, [workspaceId, ...values]);
    if (row === undefined) throw new Problem(contactsErrors.field_exists, { field: 'key' });
    await deps.bus.publish(tx, [
      {
        type: 'contact_field.created',
        workspaceId,
        actor: actorRef(actor),
        resource: key,
        data: { type },
      },
    ]);
    return fieldView(row);
  });
}

/** Its type stays: values are kept in it already. */
export async function changeField(
  deps: ContactsDeps,
  actor: Actor,
  key: string,
  input: z.output<typeof UpdateField>,
): Promise<Field> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const known = (await tx.query(listFields, [workspaceId])).find((row) => row.key === key);
    if (known === undefined) throw new Problem(contactsErrors.field_not_found);
    const options = input.options === undefined ? known.options : [...new Set(input.options)];
    checkOptions(known.type, options);
    const { id, en } = input.label ?? { id: known.label_id, en: known.label_en };
    const values = [key, id, en, options, input.position ?? known.position] as const;
    const [row] = await tx.query(updateField, [workspaceId, ...values]);
    if (row === undefined) throw new Problem(contactsErrors.field_not_found);
    await deps.bus.publish(tx, [
      {
        type: 'contact_field.updated',
        workspaceId,
        actor: actorRef(actor),
        resource: key,
        data: { type: row.type },
      },
    ]);
    return fieldView(row);
  });
}

/** Values stay in the contacts, unseen, until somebody makes the field again or the contact is erased. */
export async function removeField(deps: ContactsDeps, actor: Actor, key: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [gone] = await tx.query(deleteField, [workspaceId, key]);
    if (gone === undefined) throw new Problem(contactsErrors.field_not_found);
    await deps.bus.publish(tx, [
      {
        type: 'contact_field.deleted',
        workspaceId,
        actor: actorRef(actor),
        resource: key,
        data: {},
      },
    ]);
  });
}
