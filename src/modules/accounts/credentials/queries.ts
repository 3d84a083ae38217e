/** All of it runs as titian_worker: titian_api cannot read secrets. */
import { defineQuery } from '../../../platform/db.ts';

export interface CredentialsRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string | null;
  readonly totp_enabled: boolean;
  readonly passkeys: number;
}

const CREDENTIALS = `select u.id, u.email, u.name, p.hash as password_hash,
    exists (select from accounts.totp t where t.user_id = u.id and t.confirmed_at is not null) as totp_enabled,
    (select count(*)::integer from accounts.passkey k where k.user_id = u.id) as passkeys
  from accounts.user_account u
  left join accounts.password p on p.user_id = u.id`;

export const findCredentialsByEmail = defineQuery<[email: string], CredentialsRow>(
  'accounts.find_credentials_by_email',
  `${CREDENTIALS} where u.email = $1`,
);

export const getCredentials = defineQuery<[userId: string], CredentialsRow>(
  'accounts.get_credentials',
  `${CREDENTIALS} where u.id = $1`,
);

export const putPassword = defineQuery<[userId: string, hash: string], never>(
  'accounts.put_password',
  `insert into accounts.password (user_id, hash) values ($1, $2)
   on conflict (user_id) do update set hash = excluded.hash, changed_at = now()`,
);

/** A session as far as changes to one's own credentials depend on it. */
export const getOwnSession = defineQuery<
  [sessionId: string],
  { method: 'password' | 'link' | 'passkey'; age_seconds: number }
>(
  'accounts.get_own_session',
  `select method, extract(epoch from now() - created_at)::float8 as age_seconds
   from accounts.session where id = $1 and stage = 'full' and expires_at > now()`,
);

/** Starts over; a confirmed secret is never overwritten (then there is no row). */
export const putTotpSecret = defineQuery<[userId: string, sealed: Buffer], { user_id: string }>(
  'accounts.put_totp_secret',
  `insert into accounts.totp as t (user_id, sealed_secret) values ($1, $2)
   on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0, created_at = now()
     where t.confirmed_at is null
   returning user_id`,
);

export const getTotp = defineQuery<[userId: string], { sealed_secret: Buffer; confirmed_at: Date | null }>(
  'accounts.get_totp',
  'select sealed_secret, confirmed_at from accounts.totp where user_id = $1',
);

/** No row when the step or a later one was used: of two concurrent uses of one code, one gets through. */
export const useTotpStep = defineQuery<[userId: string, step: number], { user_id: string }>(
  'accounts.use_totp_step',
  `update accounts.totp set last_step = $2, confirmed_at = coalesce(confirmed_at, now())
   where user_id = $1 and last_step < $2 returning user_id`,
);

export const deleteTotp = defineQuery<[userId: string], { user_id: string }>(
  'accounts.delete_totp',
  'delete from accounts.totp where user_id = $1 returning user_id',
);

export const deleteRecoveryCodes = defineQuery<[userId: string], never>(
  'accounts.delete_recovery_codes',
  'delete from accounts.recovery_code where user_id = $1',
);

export const insertRecoveryCodes = defineQuery<[userId: string, hashes: readonly Buffer[]], never>(
  'accounts.insert_recovery_codes',
  'insert into accounts.recovery_code (user_id, hash) select $1, unnest($2::bytea[])',
);

export const useRecoveryCode = defineQuery<[userId: string, hash: Buffer], { user_id: string }>(
  'accounts.use_recovery_code',
  `update accounts.recovery_code set used_at = now()
   where user_id = $1 and hash = $2 and used_at is null returning user_id`,
);

export interface PasskeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: readonly string[];
  readonly rp_id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

const PASSKEY =
  'id, user_id, credential_id, public_key, counter, transports, rp_id, name, created_at, last_used_at';

export const listPasskeys = defineQuery<[userId: string], PasskeyRow>(
  'accounts.list_passkeys',
  `select ${PASSKEY} from accounts.passkey where user_id = $1 order by created_at, id`,
);

export const findPasskey = defineQuery<[credentialId: string, rpId: string], PasskeyRow>(
  'accounts.find_passkey',
  `select ${PASSKEY} from accounts.passkey where credential_id = $1 and rp_id = $2`,
);

export const insertPasskey = defineQuery<
  [
    id: string,
    userId: string,
    credentialId: string,
    publicKey: Buffer,
    counter: number,
    transports: readonly string[],
    rpId: string,
    name: string,
  ],
  PasskeyRow
>(
  'accounts.insert_passkey',
  `insert into accounts.passkey (id, user_id, credential_id, public_key, counter, transports, rp_id, name)
   values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${PASSKEY}`,
);

/** The counter must grow, or stay 0 where the authenticator keeps none: no row means a copied key. */
export const usePasskey = defineQuery<[id: string, counter: number], { id: string }>(
  'accounts.use_passkey',
  `update accounts.passkey set counter = $2, last_used_at = now()
   where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
);

export const deletePasskey = defineQuery<[userId: string, id: string], { name: string }>(
  'accounts.delete_passkey',
  'delete from accounts.passkey where user_id = $1 and id = $2 returning name',
);

export const insertChallenge = defineQuery<[hash: Buffer, userId: string | null], never>(
  'accounts.insert_challenge',
  `with swept as (
     delete from accounts.passkey_challenge where hash in (
       select hash from accounts.passkey_challenge where expires_at < now() limit 20 for update skip locked
     )
   )
   insert into accounts.passkey_challenge (hash, user_id, expires_at)
   values ($1, $2, now() + interval '5 minutes')`,
);

/** Once: taking a challenge removes it. */
export const takeChallenge = defineQuery<[hash: Buffer], { user_id: string | null }>(
  'accounts.take_challenge',
  'delete from accounts.passkey_challenge where hash = $1 and expires_at > now() returning user_id',
);
