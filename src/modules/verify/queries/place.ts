/**
 * Rows that were found earlier in the same transaction are updated where they stand (`ctid`): `u.at` is the place
 * as text. Asked for one by one, because a join would rather read the whole workspace and compare.
 */
export const TRACE_PLACE =
  'lateral (select ctid as place from verify.trace where workspace_id = $1 and ctid = u.at::tid limit 1) r';
export const NUMBER_PLACE =
  'lateral (select ctid as place from verify.number where workspace_id = $1 and ctid = u.at::tid limit 1) r';
export const VERIFICATION_PLACE =
  'lateral (select ctid as place from verify.verification where workspace_id = $1 and ctid = u.at::tid limit 1) r';
