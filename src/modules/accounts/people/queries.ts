import { defineQuery } from '../../../platform/db.ts';

export interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly locale: string;
  readonly trial: boolean;
  readonly created_at: Date;
}

export interface MemberRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly status: 'active' | 'suspended';
  readonly totp_enabled: boolean;
  readonly last_seen_at: Date | null;
  readonly created_at: Date;
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly expires_at: Date;
  readonly created_at: Date;
}

/** Worker: a workspace that does not exist yet cannot be the current one. */
export const insertWorkspace = defineQuery<
  [id: string, name: string, timeZone: string, locale: string, trial: boolean],
  WorkspaceRow
>(
  'accounts.insert_workspace',
  `insert into accounts.workspace (id, name, time_zone, locale, trial) values ($1, $2, $3, $4, $5)
   returning id, name, time_zone, locale, trial, created_at`,
);

export const getWorkspace = defineQuery<[id: string], WorkspaceRow>(
  'accounts.get_workspace',
  'select id, name, time_zone, locale, trial, created_at from accounts.workspace where id = $1',
);

export const updateWorkspace = defineQuery<
  [id: string, name: string | null, timeZone: string | null, locale: string | null],
  WorkspaceRow
>(
  'accounts.update_workspace',
  `update accounts.workspace set
     name = coalesce($2, name), time_zone = coalesce($3, time_zone), locale = coalesce($4, locale)
   where id = $1 returning id, name, time_zone, locale, trial, created_at`,
);

/** Worker, as are all statements on people themselves. */
export const insertUser = defineQuery<[id: string, email: string, name: string], never>(
  'accounts.insert_user',
  'insert into accounts.user_account (id, email, name) values ($1, $2, $3)',
);

export const insertMember = defineQuery<
  [workspaceId: string, id: string, userId: string, role: string],
  { id: string }
>(
  'accounts.insert_member',
  'insert into accounts.member (workspace_id, id, user_id, role) values ($1, $2, $3, $4) returning id',
);

const MEMBER = `m.id, m.user_id, u.name, u.email, m.role, m.status,
    t.confirmed_at is not null as totp_enabled, m.last_seen_at, m.created_at
  from accounts.member m
  join accounts.user_account u on u.id = m.user_id
  left join accounts.totp t on t.user_id = m.user_id`;

export const listMembers = defineQuery<[workspaceId: string], MemberRow>(
  'accounts.list_members',
  `select ${MEMBER} where m.workspace_id = $1 order by m.created_at, m.id limit 1000`,
);

export const getMember = defineQuery<[workspaceId: string, id: string], MemberRow>(
  'accounts.get_member',
  `select ${MEMBER} where m.workspace_id = $1 and m.id = $2`,
);

export const findMemberByEmail = defineQuery<[workspaceId: string, email: string], { id: string }>(
  'accounts.find_member_by_email',
  `select m.id from accounts.member m join accounts.user_account u on u.id = m.user_id
   where m.workspace_id = $1 and u.email = $2`,
);

/**
 * Holds the active owners until the transaction ends: of two owners who remove each
 * other at the same moment, the second waits here and then sees who is left.
 */
export const lockActiveOwners = defineQuery<[workspaceId: string], { id: string }>(
  'accounts.lock_active_owners',
  `select id from accounts.member
   where workspace_id = $1 and role = 'owner' and status = 'active' order by id for update`,
);

export const updateMember = defineQuery<
  [workspaceId: string, id: string, role: string, status: string],
  never
>(
  'accounts.update_member',
  'update accounts.member set role = $3, status = $4 where workspace_id = $1 and id = $2',
);

export const deleteMember = defineQuery<[workspaceId: string, id: string], never>(
  'accounts.delete_member',
  'delete from accounts.member where workspace_id = $1 and id = $2',
);

/** Makes room: an address has at most one open invitation. */
export const deleteExpiredInvitation = defineQuery<[workspaceId: string, email: string], never>(
  'accounts.delete_expired_invitation',
  `delete from accounts.invitation
   where workspace_id = $1 and email = $2 and accepted_at is null and expires_at <= now()`,
);

export const insertInvitation = defineQuery<
  [
    workspaceId: string,
    id: string,
    email: string,
    role: string,
    tokenHash: Buffer,
    invitedBy: string,
    seconds: number,
  ],
  InvitationRow
>(
  'accounts.insert_invitation',
  `insert into accounts.invitation (workspace_id, id, email, role, token_hash, invited_by, expires_at)
   values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
   returning id, email, role, expires_at, created_at`,
);

export const listInvitations = defineQuery<[workspaceId: string], InvitationRow>(
  'accounts.list_invitations',
  `select id, email, role, expires_at, created_at from accounts.invitation
   where workspace_id = $1 and accepted_at is null and expires_at > now()
   order by created_at desc, id limit 1000`,
);

export const deleteInvitation = defineQuery<
  [workspaceId: string, id: string],
  { email: string; role: string }
>(
  'accounts.delete_invitation',
  `delete from accounts.invitation where workspace_id = $1 and id = $2 and accepted_at is null
   returning email, role`,
);

/** Worker: the token says which workspace it is. */
export const findOpenInvitation = defineQuery<[tokenHash: Buffer], { email: string }>(
  'accounts.find_open_invitation',
  `select i.email from accounts.invitation i join accounts.workspace w on w.id = i.workspace_id
   where i.token_hash = $1 and i.accepted_at is null and i.expires_at > now() and w.suspended_at is null`,
);

/** Worker. One winner: the second of two concurrent uses waits for the first and finds it accepted. */
export const acceptInvitation = defineQuery<
  [tokenHash: Buffer],
  { workspace_id: string; id: string; email: string; role: string }
>(
  'accounts.accept_invitation',
  `update accounts.invitation set accepted_at = now()
   where token_hash = $1 and accepted_at is null and expires_at > now()
   returning workspace_id, id, email, role`,
);

export const anyWorkspace = defineQuery<[], { readonly id: string }>(
  'accounts.any_workspace',
  'select id from accounts.workspace limit 1',
);

export const findUserIdByEmail = defineQuery<[email: string], { readonly id: string }>(
  'accounts.find_user_id_by_email',
  'select id from accounts.user_account where email = $1',
);
