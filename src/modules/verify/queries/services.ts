import { defineQuery } from '../../../platform/db.ts';

export interface ServiceRow {
  readonly id: string;
  readonly name: string;
  readonly brand: string;
  readonly locale: 'id' | 'en';
  readonly code_length: number;
  readonly ttl_seconds: number;
  readonly purposes: readonly { readonly name: string; readonly label: string }[];
  readonly channels: readonly 'sms'[];
  readonly sender: string | null;
  readonly app_hash: string | null;
  readonly autofill_domain: string | null;
  readonly countries: readonly string[];
  readonly client_ip: 'given' | 'connection';
  readonly limits: unknown;
  readonly guard: 'monitor' | 'standard' | 'max';
  readonly created_at: Date;
  readonly updated_at: Date;
}

const COLUMNS = `id, name, brand, locale, code_length, ttl_seconds, purposes, channels, sender, app_hash,
  autofill_domain, countries, client_ip, limits, guard, created_at, updated_at`;

/** Fifty at most. */
export const listServices = defineQuery<[workspaceId: string], ServiceRow>(
  'verify.list_services',
  `select ${COLUMNS} from verify.service where workspace_id = $1 and deleted_at is null order by created_at, id`,
);

export type ServiceColumns = [
  workspaceId: string,
  id: string,
  name: string,
  brand: string,
  locale: string,
  codeLength: number,
  ttlSeconds: number,
  purposes: string,
  channels: readonly string[],
  sender: string | null,
  appHash: string | null,
  autofillDomain: string | null,
  countries: readonly string[],
  clientIp: string,
  limits: string,
  guard: string,
];

export const insertService = defineQuery<ServiceColumns>(
  'verify.insert_service',
  `insert into verify.service (workspace_id, id, name, brand, locale, code_length, ttl_seconds, purposes, channels,
     sender, app_hash, autofill_domain, countries, client_ip, limits, guard)
   values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::text[], $10, $11, $12, $13::text[], $14, $15::jsonb, $16)`,
);

export const updateService = defineQuery<ServiceColumns>(
  'verify.update_service',
  `update verify.service set name = $3, brand = $4, locale = $5, code_length = $6, ttl_seconds = $7,
     purposes = $8::jsonb, channels = $9::text[], sender = $10, app_hash = $11, autofill_domain = $12,
     countries = $13::text[], client_ip = $14, limits = $15::jsonb, guard = $16, updated_at = now()
   where workspace_id = $1 and id = $2 and deleted_at is null`,
);

export const deleteService = defineQuery<[workspaceId: string, id: string], { readonly name: string }>(
  'verify.delete_service',
  `update verify.service set deleted_at = now() where workspace_id = $1 and id = $2 and deleted_at is null
   returning name`,
);
