import { defineQuery } from '../../../platform/db.ts';
import type { IdentityKind } from '../contract.ts';

export interface IdentityRow {
  readonly id: string;
  readonly contact_id: string;
  readonly kind: IdentityKind;
  readonly address: string;
  readonly profile_name: string | null;
  readonly verified_at: Date | null;
  readonly first_seen_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly starts_at: Date | null;
  readonly ended_at: Date | null;
  readonly replaced_by: string | null;
}

const COLUMNS = `id, contact_id, kind, address, profile_name, verified_at, first_seen_at, last_seen_at, starts_at, ended_at,
  replaced_by`;

/** Those in use first, the one most recently used first, numbers before what was never used. */
export const identitiesOfContacts = defineQuery<
  [workspaceId: string, contactIds: readonly string[]],
  IdentityRow
>(
  'contacts.identities_of',
  `select ${COLUMNS} from contacts.identity where workspace_id = $1 and contact_id = any($2::bigint[])
   order by ended_at nulls first, last_seen_at desc nulls last, kind <> 'phone', id`,
);

export const findByAddresses = defineQuery<
  [workspaceId: string, kinds: readonly string[], addresses: readonly string[]],
  IdentityRow
>(
  'contacts.find_by_addresses',
  `select i.* from unnest($2::text[], $3::text[]) as wanted (kind, address)
   cross join lateral (select ${COLUMNS} from contacts.identity i
     where i.workspace_id = $1 and i.kind = wanted.kind and i.address = wanted.address and i.ended_at is null) i`,
);

export const findIdentities = defineQuery<[workspaceId: string, ids: readonly string[]], IdentityRow>(
  'contacts.find_identities',
  `select ${COLUMNS} from contacts.identity where workspace_id = $1 and id = any($2::bigint[]) order by id`,
);

/** Nothing where the address is in use already. `starts_at` is now when somebody else had it before. */
export const insertIdentity = defineQuery<
  [
    workspaceId: string,
    id: string,
    contactId: string,
    kind: string,
    address: string,
    profileName: string | null,
    seenAt: Date | null,
  ],
  IdentityRow
>(
  'contacts.insert_identity',
  `insert into contacts.identity
     (workspace_id, id, contact_id, kind, address, profile_name, first_seen_at, last_seen_at, starts_at)
   select $1, $2::bigint, $3::bigint, $4, $5, $6, $7::timestamptz, $7, (
     select max(former.ended_at) from contacts.identity former where former.workspace_id = $1 and former.kind = $4
       and former.address = $5 and former.ended_at is not null and former.contact_id <> $3::bigint)
   on conflict (workspace_id, kind, address) where ended_at is null do nothing returning ${COLUMNS}`,
);

/** `insertIdentity` for many; in one order, so that two of these wait for each other instead of crossing. */
export const insertWritingIdentities = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    contactIds: readonly string[],
    kinds: readonly string[],
    addresses: readonly string[],
    profileNames: readonly (string | null)[],
    firstSeenAts: readonly Date[],
    lastSeenAts: readonly Date[],
  ],
  IdentityRow
>(
  'contacts.insert_writing_identities',
  `insert into contacts.identity
     (workspace_id, id, contact_id, kind, address, profile_name, first_seen_at, last_seen_at, starts_at)
   select $1, i.id, i.contact_id, i.kind, i.address, i.profile_name, i.first_seen_at, i.last_seen_at, (
     select max(former.ended_at) from contacts.identity former where former.workspace_id = $1
       and former.kind = i.kind and former.address = i.address and former.ended_at is not null
       and former.contact_id <> i.contact_id)
   from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[])
     as i (id, contact_id, kind, address, profile_name, first_seen_at, last_seen_at)
   order by i.kind, i.address
   on conflict (workspace_id, kind, address) where ended_at is null do nothing returning ${COLUMNS}`,
);

/**
 * When they were used last, and the name shown with it. To the minute: a message a second from one address writes one
 * row a minute. Locked in the order of their ids, as merges move them.
 */
export const touchIdentities = defineQuery<
  [
    workspaceId: string,
    ids: readonly string[],
    ats: readonly Date[],
    profileNames: readonly (string | null)[],
  ]
>(
  'contacts.touch_identities',
  `with due as (
     select i.id, u.at, u.profile_name
     from unnest($2::bigint[], $3::timestamptz[], $4::text[]) as u (id, at, profile_name)
     join contacts.identity i on i.workspace_id = $1 and i.id = u.id
     where i.last_seen_at is null or i.last_seen_at < u.at - interval '1 minute'
       or i.profile_name is distinct from coalesce(u.profile_name, i.profile_name)
     order by i.id for update of i)
   update contacts.identity i set last_seen_at = greatest(i.last_seen_at, due.at),
     first_seen_at = coalesce(i.first_seen_at, due.at), profile_name = coalesce(due.profile_name, i.profile_name)
   from due where i.workspace_id = $1 and i.id = due.id`,
);

export const moveIdentities = defineQuery<
  [workspaceId: string, ids: readonly string[], contactId: string],
  { readonly id: string }
>(
  'contacts.move_identities',
  `update contacts.identity set contact_id = $3 where workspace_id = $1 and id = any($2::bigint[]) returning id`,
);

export const deleteIdentities = defineQuery<[workspaceId: string, ids: readonly string[]]>(
  'contacts.delete_identities',
  'delete from contacts.identity where workspace_id = $1 and id = any($2::bigint[])',
);

export const endIdentity = defineQuery<
  [workspaceId: string, id: string, at: Date, replacedBy: string | null]
>(
  'contacts.end_identity',
  `update contacts.identity set ended_at = $3, replaced_by = $4 where workspace_id = $1 and id = $2 and ended_at is null`,
);
