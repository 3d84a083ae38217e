import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { Database } from '../../../platform/db.ts';
import { findTemplateName } from '../queries/templates.ts';

/** What a template (UUID) that a message was made from is called, and which version is its newest. */
export async function nameTemplate(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<{ readonly publicId: string; readonly name: string; readonly newest: number } | null> {
  const [row] = await db.queryInWorkspace(workspaceId, findTemplateName, [workspaceId, id]);
  return row === undefined
    ? null
    : { publicId: publicIdOfUuid('tpl', id), name: row.name, newest: row.version };
}
