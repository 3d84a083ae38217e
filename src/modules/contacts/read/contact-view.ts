import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { ContactSummary, FieldValues, Identity, TagRef } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { maskIdentity, maskValue } from '../mask.ts';
import type { ContactRow } from '../queries/contacts.ts';
import type { IdentityRow } from '../queries/identities.ts';
import type { TagRow } from '../queries/tags.ts';

type Ids = Pick<ContactsCore, 'publicIds'>;

export const identityView = (deps: Ids, row: IdentityRow, masked: boolean): Identity => ({
  id: deps.publicIds.encode('idn', BigInt(row.id)),
  kind: row.kind,
  address: masked ? maskIdentity(row.kind, row.address) : row.address,
  masked,
  profileName: row.profile_name === null || !masked ? row.profile_name : maskValue(row.profile_name),
  verifiedAt: row.verified_at?.toISOString() ?? null,
  firstSeenAt: row.first_seen_at?.toISOString() ?? null,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});

export const tagView = ({ id, name, color }: TagRow): TagRef => ({
  id: publicIdOfUuid('tag', id),
  name,
  color,
});

export const nameView = (name: string | null, masked: boolean): string | null =>
  masked ? maskValue(name) : name;

export const fieldsView = (fields: FieldValues, masked: boolean): FieldValues =>
  masked ? Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, maskValue(value)])) : fields;

export const summaryView = (
  deps: Ids,
  row: ContactRow,
  identities: readonly IdentityRow[],
  tags: readonly TagRow[],
  masked: boolean,
): ContactSummary => ({
  id: deps.publicIds.encode('con', BigInt(row.id)),
  name: nameView(row.name, masked),
  language: row.language,
  identities: identities
    .filter(({ ended_at }) => ended_at === null)
    .map((one) => identityView(deps, one, masked)),
  tags: tags.map(tagView),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
