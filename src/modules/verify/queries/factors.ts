import { defineQuery } from '../../../platform/db.ts';

export interface FactorRow {
  readonly id: string;
  readonly service_id: string;
  readonly entity: string;
  readonly label: string;
  readonly sealed_secret: Buffer;
  readonly confirmed_at: Date | null;
  readonly last_step: string;
  readonly wrong_checks: readonly string[];
  readonly created_at: Date;
}
const COLUMNS =
  'id, service_id, entity, label, sealed_secret, confirmed_at, last_step, wrong_checks, created_at';

export const insertFactor = defineQuery<
  [workspaceId: string, id: string, service: string, entity: string, label: string, sealed: Buffer],
  FactorRow
>(
  'verify.insert_factor',
  `insert into verify.factor (workspace_id, id, service_id, entity, label, sealed_secret)
   values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
);

/** Locked: of two codes that come at once, the second sees what the first one did. */
export const lockFactor = defineQuery<[workspaceId: string, id: string], FactorRow>(
  'verify.lock_factor',
  `select ${COLUMNS} from verify.factor where workspace_id = $1 and id = $2 for update`,
);

export const listFactors = defineQuery<[workspaceId: string, entity: string], FactorRow>(
  'verify.list_factors',
  `select ${COLUMNS} from verify.factor where workspace_id = $1 and entity = $2 order by created_at limit 100`,
);

export const saveFactorCheck = defineQuery<
  [workspaceId: string, id: string, confirmed: boolean, lastStep: string, wrongChecks: string]
>(
  'verify.save_factor_check',
  `update verify.factor set confirmed_at = case when $3 then coalesce(confirmed_at, now()) else confirmed_at end,
     last_step = $4::bigint, wrong_checks = $5::bigint[] where workspace_id = $1 and id = $2`,
);

export const deleteFactor = defineQuery<[workspaceId: string, id: string], { readonly entity: string }>(
  'verify.delete_factor',
  'delete from verify.factor where workspace_id = $1 and id = $2 returning entity',
);
