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

/** To the minute: a message a second to one address writes one row a minute. */
export const touchIdentities = defineQuery<
  [workspaceId: string, ids: readonly string[], at: Date, profileName: string | null]
>(
  'contacts.touch_identities',
  `update contacts.identity set last_seen_at = greatest(last_seen_at, $3), first_seen_at = coalesce(first_seen_at, $3),
     profile_name = coalesce($4, profile_name)
   where workspace_id = $1 and id = any($2::bigint[])
     and (last_seen_at is null or last_seen_at < $3::timestamptz - interval '1 minute'
       or profile_name is distinct from coalesce($4, profile_name))`,
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
