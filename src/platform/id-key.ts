import type { Database } from './db.ts';
import { createPublicIds, type PublicIds } from './ids.ts';
import { findIdKey } from './queries.ts';

/** The public ids of this installation; their key is part of its data. */
export async function loadPublicIds(db: Database): Promise<PublicIds> {
  const [row] = await db.query(findIdKey, []);
  if (row === undefined)
    throw new Error('platform.id_key is empty: the database was not migrated completely');
  return createPublicIds(row.key);
}
