import { defineQuery } from '../../../platform/db.ts';
import { NUMBER_PLACE, VERIFICATION_PLACE } from './place.ts';

export interface VerificationRow {
  readonly id: string;
  readonly service_id: string;
  readonly phone: string;
  readonly purpose: string;
  /** 0 pending, 1 approved, 2 canceled, 3 replaced, 4 burned, 5 not sent. */
  readonly status: number;
  readonly wrong_checks: number;
  readonly most_wrong_checks: number;
  readonly sends: number;
  readonly channel: string;
  readonly operator: string | null;
  readonly message: string | null;
  readonly sender: string | null;
  readonly cost: string;
  readonly currency: string;
  readonly created_at: Date;
  readonly sent_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
}

const COLUMNS = `v.id, v.service_id, v.phone, v.purpose, v.status, v.wrong_checks, v.most_wrong_checks, v.sends,
  v.channel, v.operator, v.message, v.sender, v.cost, v.currency, v.created_at, v.sent_at, v.expires_at, v.ended_at`;

/**
 * The row of an id, as `>=`, `<=` and an order: nothing but the primary key serves that. A plan for `=` that is made
 * while the table is new takes the index of phones, which it would have to read through for every row. Each row is
 * looked up one by one (`limit` keeps the planner from joining), otherwise it reads the whole workspace for a batch.
 */
const BY_ID = `from verify.verification
     where workspace_id = $1 and id >= u.id and id <= u.id order by id limit 1`;

export const findVerification = defineQuery<[workspaceId: string, id: string], VerificationRow>(
  'verify.find_verification',
  `select ${COLUMNS} from verify.verification v where v.workspace_id = $1 and v.id = $2`,
);

export const findVerifications = defineQuery<[workspaceId: string, ids: readonly string[]], VerificationRow>(
  'verify.find_verifications',
  `select ${COLUMNS} from unnest($2::bigint[]) as u (id), lateral (select * ${BY_ID}) v`,
);

export const listVerifications = defineQuery<
  [workspaceId: string, before: string, status: number | null, expired: boolean | null, limit: number],
  VerificationRow
>(
  'verify.list_verifications',
  `select ${COLUMNS} from (
     select * from verify.verification where workspace_id = $1 and id < $2::bigint order by id desc limit 2000) v
   where ($3::smallint is null or v.status = $3) and ($4::boolean is null or (v.expires_at <= now()) = $4)
   order by v.id desc limit $5`,
);

export const listVerificationsOfPhone = defineQuery<
  [
    workspaceId: string,
    before: string,
    status: number | null,
    expired: boolean | null,
    limit: number,
    phone: string,
  ],
  VerificationRow
>(
  'verify.list_verifications_of_phone',
  `select ${COLUMNS} from (
     select * from verify.verification where workspace_id = $1 and phone = $6 and id < $2::bigint
     order by id desc limit 2000) v
   where ($3::smallint is null or v.status = $3) and ($4::boolean is null or (v.expires_at <= now()) = $4)
   order by v.id desc limit $5`,
);

/** A new code for the same thing ends the one before; then the new ones come in. Batches travel as binary arrays (`platform/pg-arrays.ts`). */
export const replacePending = defineQuery<
  [
    workspaceId: string,
    services: readonly string[],
    phones: readonly string[],
    purposes: readonly string[],
    now: Date,
  ]
>(
  'verify.replace_pending',
  `update verify.verification v set status = 3, ended_at = $5
   from (select r.place from unnest($2::uuid[], $3::text[], $4::text[]) as u (service_id, phone, purpose), lateral (
     select ctid as place from verify.verification where workspace_id = $1 and service_id = u.service_id
       and phone = u.phone and purpose = u.purpose and status = 0 limit 1) r) k
   where v.ctid = k.place`,
);

export const insertVerifications = defineQuery<
  [
    workspaceId: string,
    ids: Buffer,
    services: Buffer,
    phones: Buffer,
    purposes: Buffer,
    salts: Buffer,
    hashes: Buffer,
    mostWrongChecks: Buffer,
    channels: Buffer,
    operators: Buffer,
    costs: Buffer,
    currencies: Buffer,
    now: Date,
    expiresAts: Buffer,
    statuses: Buffer,
    messages: Buffer,
    senders: Buffer,
  ]
>(
  'verify.insert_verifications',
  // One that the gate sent no message for (status 5) is over at once: nobody will enter a code.
  `insert into verify.verification (workspace_id, id, service_id, phone, purpose, salt, code_hash, most_wrong_checks,
     channel, operator, cost, currency, created_at, sent_at, expires_at, status, message, sender, ended_at)
   select $1, id, service_id, phone, purpose, salt, code_hash, most_wrong_checks, channel, operator, cost, currency,
     $13, $13, to_timestamp(expires_at / 1000), status, message, sender, case when status = 5 then $13::timestamptz end
   from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::smallint[], $9::text[],
     $10::text[], $11::bigint[], $12::text[], $14::float8[], $15::smallint[], $16::text[], $17::text[])
     as u (id, service_id, phone, purpose, salt, code_hash, most_wrong_checks, channel, operator, cost, currency, expires_at,
       status, message, sender)`,
);

/** Another code for a pending one: the old code is dead, the wrong checks still count. */
export const renewCodes = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    salts: readonly Buffer[],
    hashes: readonly Buffer[],
    costs: readonly number[],
    now: Date,
    expiresAts: readonly Date[],
    statuses: readonly number[],
    messages: readonly (string | null)[],
    senders: readonly (string | null)[],
  ]
>(
  'verify.renew_codes',
  `update verify.verification v set salt = k.salt, code_hash = k.code_hash, sends = v.sends + 1, cost = v.cost + k.cost,
     sent_at = $6, expires_at = k.expires_at, status = k.status, message = k.message, sender = k.sender,
     ended_at = case when k.status = 5 then $6::timestamptz end
   from (select u.*, r.place from unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $7::timestamptz[],
       $8::smallint[], $9::text[], $10::text[])
     as u (id, salt, code_hash, cost, expires_at, status, message, sender), lateral (select ctid as place ${BY_ID}) r) k
   where v.ctid = k.place and v.status = 0`,
);

export const insertAttempts = defineQuery<
  [
    workspaceId: string,
    ids: Buffer,
    services: Buffer,
    verifications: Buffer,
    phones: Buffer,
    operators: Buffer,
    ips: Buffer,
    outcomes: Buffer,
    reasons: Buffer,
    costs: Buffer,
    now: Date,
  ]
>(
  'verify.insert_attempts',
  `insert into verify.attempt (workspace_id, id, service_id, verification_id, phone, operator, ip, outcome, reason, cost, at)
   select $1, id, service_id, verification_id, phone, operator, ip, outcome, reason, cost, $11
   from unnest($2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
     $10::bigint[]) as u (id, service_id, verification_id, phone, operator, ip, outcome, reason, cost)`,
);

export interface CheckedRow extends VerificationRow, FoundNumber {
  readonly salt: Buffer;
  readonly code_hash: Buffer;
  /** Where the row stands until the transaction ends: nobody else writes it. */
  readonly place: string;
}

/** What is known of a number that codes are checked for; null where it has no row yet. */
interface FoundNumber {
  readonly number_place: string | null;
  readonly number_sends: readonly string[] | null;
  readonly number_wrong_checks: readonly string[] | null;
  readonly number_consecutive_wrong: number | null;
  readonly number_verified_at: Date | null;
}

/** A number by itself. */
export interface AloneRow extends FoundNumber {
  readonly id: null;
  readonly number_phone: string;
}

const WITH_NUMBER = `${COLUMNS}, v.salt, v.code_hash, v.place, n.phone as number_phone, n.place as number_place,
  n.sends as number_sends, n.wrong_checks as number_wrong_checks, n.consecutive_wrong as number_consecutive_wrong,
  n.verified_at as number_verified_at`;
const NUMBER = `lateral (
    select *, ctid::text as place from verify.number where workspace_id = $1 and phone =`;
const ONE = 'limit 1) n';

/**
 * By id, and the pending ones by service, number and purpose; then the numbers of the latter by themselves, which
 * count wrong codes for nothing too. One statement: PostgreSQL answers each in a packet of its own, which takes both
 * sides about 100 µs.
 */
export const findForCheck = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    services: readonly string[],
    phones: readonly string[],
    purposes: readonly string[],
    alone: readonly string[],
  ],
  CheckedRow | AloneRow
>(
  'verify.find_for_check',
  `select ${WITH_NUMBER} from unnest($2::bigint[]) as u (id), lateral (
     select *, ctid::text as place ${BY_ID}) v left join ${NUMBER} v.phone ${ONE} on true
   union all
   select ${WITH_NUMBER} from unnest($3::uuid[], $4::text[], $5::text[]) as k (service_id, phone, purpose), lateral (
     select *, ctid::text as place from verify.verification where workspace_id = $1 and service_id = k.service_id and phone = k.phone
       and purpose = k.purpose and status = 0 limit 1) v left join ${NUMBER} v.phone ${ONE} on true
   union all
   select ${WITH_NUMBER} from unnest($6::text[]) as p (phone), ${NUMBER} p.phone ${ONE}
     left join (select *, ctid::text as place from verify.verification) v on false`,
);

/** All that checking a batch of codes changes, of rows that were found just now in the same transaction. */
export const writeChecks = defineQuery<
  [
    workspaceId: string,
    now: Date,
    places: Buffer,
    statuses: Buffer,
    wrongChecks: Buffer,
    ended: Buffer,
    checkIds: Buffer,
    verifications: Buffer,
    right: Buffer,
    numberPlaces: Buffer,
    numberWrongChecks: Buffer,
    consecutiveWrong: Buffer,
    verifiedAts: Buffer,
  ]
>(
  'verify.write_checks',
  `with logged as (
     insert into verify.check_log (workspace_id, id, verification_id, right_code, at)
     select $1, id, verification_id, right_code, $2
     from unnest($7::bigint[], $8::bigint[], $9::boolean[]) as u (id, verification_id, right_code)),
   counted as (
     update verify.number n set wrong_checks = k.wrong_checks::bigint[], consecutive_wrong = k.consecutive_wrong,
       verified_at = to_timestamp(k.verified_at / 1000), updated_at = $2
     from (select u.*, r.place from unnest($10::text[], $11::text[], $12::integer[], $13::float8[])
       as u (at, wrong_checks, consecutive_wrong, verified_at), ${NUMBER_PLACE}) k
     where n.ctid = k.place)
   update verify.verification v set status = k.status, wrong_checks = k.wrong_checks,
     ended_at = case when k.ended then $2 else v.ended_at end
   from (select u.*, r.place from unnest($3::text[], $4::smallint[], $5::smallint[], $6::boolean[])
     as u (at, status, wrong_checks, ended), ${VERIFICATION_PLACE}) k
   where v.ctid = k.place`,
);

export const cancelVerification = defineQuery<
  [workspaceId: string, id: string, now: Date],
  { readonly id: string }
>(
  'verify.cancel_verification',
  `update verify.verification set status = 2, ended_at = $3
   where workspace_id = $1 and id = $2 and status = 0 and expires_at > $3 returning id`,
);

export const unlockNumber = defineQuery<[workspaceId: string, phone: string], { readonly phone: string }>(
  'verify.unlock_number',
  `update verify.number set consecutive_wrong = 0, wrong_checks = '{}' where workspace_id = $1 and phone = $2
   returning phone`,
);
