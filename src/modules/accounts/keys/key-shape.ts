import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { ApiKey } from '../contract.ts';
import { isPermission } from '../permissions.ts';
import type { ApiKeyRow } from './queries.ts';

export const keyShape = (row: ApiKeyRow): ApiKey => ({
  id: publicIdOfUuid('key', row.id),
  name: row.name,
  mode: row.mode,
  preview: row.preview,
  scopes: row.scopes.filter(isPermission),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});
