import { defineQuery } from '../../../platform/db.ts';

export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly method: 'password' | 'link' | 'passkey';
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  /** Active memberships of workspaces that are not suspended. */
  readonly memberships: readonly { workspaceId: string; memberId: string; role: string }[];
}

/**
 * Worker: who somebody is comes out of this query. Idle for 12 h: a working day with a
 * long break; 30 minutes would sign agents out between two customers.
 */
export const findSession = defineQuery<[tokenHash: Buffer], SessionRow>(
  'accounts.find_session',
  `select s.id, s.user_id, s.method, s.created_at, s.last_seen_at, s.expires_at,
     coalesce((
       select jsonb_agg(jsonb_build_object('workspaceId', m.workspace_id, 'memberId', m.id, 'role', m.role)
                        order by m.created_at, m.id)
       from accounts.member m
       join accounts.workspace w on w.id = m.workspace_id
       where m.user_id = s.user_id and m.status = 'active' and w.suspended_at is null
     ), '[]') as memberships
   from accounts.session s
   where s.token_hash = $1 and s.stage = 'full'
     and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'`,
);

/** Worker: at most once a minute, with the time its memberships were last seen. */
export const touchSession = defineQuery<[sessionId: string], never>(
  'accounts.touch_session',
  `with seen as (
     update accounts.session set last_seen_at = now()
     where id = $1 and last_seen_at < now() - interval '1 minute'
     returning user_id
   )
   update accounts.member m set last_seen_at = now() from seen where m.user_id = seen.user_id`,
);

export const insertSession = defineQuery<
  [id: string, userId: string, tokenHash: Buffer, stage: string, method: string, seconds: number],
  never
>(
  'accounts.insert_session',
  `with swept as (
     delete from accounts.session where id in (
       select id from accounts.session where expires_at < now() limit 20 for update skip locked
     )
   )
   insert into accounts.session (id, user_id, token_hash, stage, method, expires_at)
   values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
);

/** A sign-in that waits for its code. */
export const findPendingSession = defineQuery<
  [tokenHash: Buffer],
  { id: string; user_id: string; method: 'password' | 'link' }
>(
  'accounts.find_pending_session',
  `select id, user_id, method from accounts.session
   where token_hash = $1 and stage = 'second_factor' and expires_at > now()`,
);

/** A new token for the same session: rotation at a change of privilege. */
export const rotateSession = defineQuery<[id: string, tokenHash: Buffer], never>(
  'accounts.rotate_session',
  'update accounts.session set token_hash = $2 where id = $1',
);

export const deleteSessionByToken = defineQuery<[tokenHash: Buffer], { user_id: string }>(
  'accounts.delete_session_by_token',
  'delete from accounts.session where token_hash = $1 returning user_id',
);

export const deleteSession = defineQuery<[id: string], { id: string }>(
  'accounts.delete_session',
  'delete from accounts.session where id = $1 returning id',
);

export const deleteOtherSessions = defineQuery<[userId: string, keepSessionId: string], never>(
  'accounts.delete_other_sessions',
  'delete from accounts.session where user_id = $1 and id <> $2',
);

export const insertLoginLink = defineQuery<[tokenHash: Buffer, userId: string, seconds: number], never>(
  'accounts.insert_login_link',
  `with swept as (delete from accounts.login_link where user_id = $2 and expires_at < now())
   insert into accounts.login_link (token_hash, user_id, expires_at)
   values ($1, $2, now() + make_interval(secs => $3))`,
);

/** One winner: the second of two concurrent uses waits for the first and finds it used. */
export const useLoginLink = defineQuery<[tokenHash: Buffer], { user_id: string }>(
  'accounts.use_login_link',
  `update accounts.login_link set used_at = now()
   where token_hash = $1 and used_at is null and expires_at > now() returning user_id`,
);

/**
 * Counts an attempt before it is looked at, so that parallel guesses on several nodes
 * cannot overshoot, and sweeps a few windows that are over, so that the table stays small.
 */
export const countAttempt = defineQuery<
  [subject: Buffer, windowSeconds: number],
  { attempts: number; seconds_left: number }
>(
  'accounts.count_attempt',
  `with swept as (
     delete from accounts.sign_in_throttle where subject in (
       select subject from accounts.sign_in_throttle
       where window_started_at < now() - interval '1 day' and subject <> $1
       limit 10 for update skip locked
     )
   )
   insert into accounts.sign_in_throttle as t (subject, attempts, window_started_at)
   values ($1, 1, now())
   on conflict (subject) do update set
     attempts = case when t.window_started_at <= now() - make_interval(secs => $2) then 1 else t.attempts + 1 end,
     window_started_at = case when t.window_started_at <= now() - make_interval(secs => $2)
       then now() else t.window_started_at end
   returning attempts,
     greatest(1, ceil(extract(epoch from t.window_started_at - now()) + $2))::integer as seconds_left`,
);

export const forgetAttempts = defineQuery<[subject: Buffer], never>(
  'accounts.forget_attempts',
  'delete from accounts.sign_in_throttle where subject = $1',
);

/** Keeps the failures of others at the same address. */
export const returnAttempt = defineQuery<[subject: Buffer], never>(
  'accounts.return_attempt',
  'update accounts.sign_in_throttle set attempts = attempts - 1 where subject = $1 and attempts > 0',
);

/** Worker: every workspace a person belongs to, for events about the person. */
export const listMemberships = defineQuery<
  [userId: string],
  {
    member_id: string;
    role: string;
    workspace_id: string;
    name: string;
    time_zone: string;
    locale: string;
    trial: boolean;
    created_at: Date;
  }
>(
  'accounts.list_memberships',
  `select m.id as member_id, m.role, w.id as workspace_id, w.name, w.time_zone, w.locale, w.trial, w.created_at
   from accounts.member m join accounts.workspace w on w.id = m.workspace_id
   where m.user_id = $1 and m.status = 'active' and w.suspended_at is null
   order by m.created_at, m.id`,
);
