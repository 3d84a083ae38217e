import { defineQuery } from '../../../platform/db.ts';
import type { FieldType } from '../contract.ts';

export interface FieldRow {
  readonly key: string;
  readonly label_id: string;
  readonly label_en: string | null;
  readonly type: FieldType;
  readonly options: string[];
  readonly position: number;
}

const COLUMNS = 'key, label_id, label_en, type, options, position';

export const listFields = defineQuery<[workspaceId: string], FieldRow>(
  'contacts.list_fields',
  `select ${COLUMNS} from contacts.field where workspace_id = $1 order by position, key`,
);

export const insertField = defineQuery<
  [
    workspaceId: string,
    key: string,
    labelId: string,
    labelEn: string | null,
    type: string,
    options: readonly string[],
  ],
  FieldRow
>(
  'contacts.insert_field',
  `insert into contacts.field (workspace_id, key, label_id, label_en, type, options, position)
   select $1, $2, $3, $4, $5, $6::text[], coalesce((select max(position) + 1 from contacts.field where workspace_id = $1), 0)
   on conflict do nothing returning ${COLUMNS}`,
);

export const updateField = defineQuery<
  [
    workspaceId: string,
    key: string,
    labelId: string,
    labelEn: string | null,
    options: readonly string[],
    position: number,
  ],
  FieldRow
>(
  'contacts.update_field',
  `update contacts.field set label_id = $3, label_en = $4, options = $5::text[], position = $6
   where workspace_id = $1 and key = $2 returning ${COLUMNS}`,
);

export const deleteField = defineQuery<[workspaceId: string, key: string], { readonly key: string }>(
  'contacts.delete_field',
  'delete from contacts.field where workspace_id = $1 and key = $2 returning key',
);
