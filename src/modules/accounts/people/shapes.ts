import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { type Invitation, Locale, type Member, Role, TimeZone, type Workspace } from '../contract.ts';
import type { z } from 'zod';
import type { InvitationRow, MemberRow, WorkspaceRow } from './queries.ts';

export const workspaceShape = (row: WorkspaceRow): Workspace => ({
  id: publicIdOfUuid('wsp', row.id),
  name: row.name,
  timeZone: TimeZone.parse(row.time_zone),
  locale: Locale.parse(row.locale),
  trial: row.trial,
  createdAt: row.created_at.toISOString(),
});

export const memberShape = (row: MemberRow): Member => ({
  id: publicIdOfUuid('mbr', row.id),
  name: row.name,
  email: row.email,
  role: Role.parse(row.role),
  status: row.status,
  totpEnabled: row.totp_enabled,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
});

export const invitationShape = (row: InvitationRow): z.infer<typeof Invitation> => ({
  id: publicIdOfUuid('inv', row.id),
  email: row.email,
  role: Role.parse(row.role),
  expiresAt: row.expires_at.toISOString(),
  createdAt: row.created_at.toISOString(),
});
