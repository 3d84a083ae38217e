/**
 * Rows that were found earlier in the same transaction are updated where they stand (`ctid`): `u.at` is the place
 * as text. Asked for one by one, because a join would rather read the whole workspace and compare.
 */
export const placeIn = (table: string): string =>
  `lateral (select ctid as place from ${table} where workspace_id = $1 and ctid = u.at::tid limit 1) r`;
