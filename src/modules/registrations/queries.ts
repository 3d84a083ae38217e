import { defineQuery } from '../../platform/db.ts';
import type { DocumentKind, Operator } from './contract.ts';

export interface CompanyRow {
  readonly legal_name: string;
  readonly npwp: string;
  readonly nib: string;
  readonly address: string;
  readonly city: string;
  readonly website: string;
  readonly signatory_name: string;
  readonly signatory_title: string;
  readonly contact_email: string;
  readonly contact_phone: string;
  readonly updated_at: Date;
}

export const findCompany = defineQuery<[workspaceId: string], CompanyRow>(
  'registrations.find_company',
  `select legal_name, npwp, nib, address, city, website, signatory_name, signatory_title, contact_email, contact_phone,
     updated_at from registrations.company where workspace_id = $1`,
);

export const saveCompany = defineQuery<
  [
    workspaceId: string,
    legalName: string,
    npwp: string,
    nib: string,
    address: string,
    city: string,
    website: string,
    signatoryName: string,
    signatoryTitle: string,
    email: string,
    phone: string,
  ]
>(
  'registrations.save_company',
  `insert into registrations.company (workspace_id, legal_name, npwp, nib, address, city, website, signatory_name,
     signatory_title, contact_email, contact_phone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   on conflict (workspace_id) do update set legal_name = excluded.legal_name, npwp = excluded.npwp, nib = excluded.nib,
     address = excluded.address, city = excluded.city, website = excluded.website,
     signatory_name = excluded.signatory_name, signatory_title = excluded.signatory_title,
     contact_email = excluded.contact_email, contact_phone = excluded.contact_phone, updated_at = now()`,
);

export interface CaseRow {
  readonly sender_id: string;
  readonly brand: string;
  readonly purpose: string;
  readonly categories: ('otp' | 'transactional' | 'marketing')[];
  readonly monthly_volume: number | null;
  readonly samples: string[];
}

const CASE = 'sender_id, brand, purpose, categories, monthly_volume, samples';
export const findCase = defineQuery<[workspaceId: string, senderId: string], CaseRow>(
  'registrations.find_case',
  `select ${CASE} from registrations.case_file where workspace_id = $1 and sender_id = $2`,
);

/** For the template linter: one per sender. */
export const listCases = defineQuery<[workspaceId: string], CaseRow>(
  'registrations.list_cases',
  `select ${CASE} from registrations.case_file where workspace_id = $1 order by sender_id`,
);

export const saveCase = defineQuery<
  [
    workspaceId: string,
    senderId: string,
    brand: string,
    purpose: string,
    categories: readonly string[],
    monthlyVolume: number | null,
    samples: readonly string[],
  ]
>(
  'registrations.save_case',
  `insert into registrations.case_file (workspace_id, sender_id, brand, purpose, categories, monthly_volume, samples)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (workspace_id, sender_id) do update set brand = excluded.brand, purpose = excluded.purpose,
     categories = excluded.categories, monthly_volume = excluded.monthly_volume, samples = excluded.samples,
     updated_at = now()`,
);

export interface DocumentRow {
  readonly id: string;
  readonly sender_id: string | null;
  readonly operator: Operator | null;
  readonly kind: DocumentKind;
  readonly file: string;
  readonly name: string;
  readonly has_materai: boolean;
  readonly valid_until: string | null;
  readonly added_by: string;
  readonly created_at: Date;
}

/** Of a sender and of the company. */
export const listDocuments = defineQuery<[workspaceId: string, senderId: string], DocumentRow>(
  'registrations.list_documents',
  `select id, sender_id, operator, kind, file, name, has_materai, to_char(valid_until, 'YYYY-MM-DD') as valid_until,
     added_by, created_at from registrations.document
   where workspace_id = $1 and (sender_id = $2 or sender_id is null) and removed_at is null
   order by created_at desc, id`,
);

export const countDocuments = defineQuery<[workspaceId: string], { readonly count: string }>(
  'registrations.count_documents',
  'select count(*) as count from registrations.document where workspace_id = $1 and removed_at is null',
);

export const insertDocument = defineQuery<
  [
    workspaceId: string,
    id: string,
    senderId: string | null,
    operator: string | null,
    kind: string,
    file: string,
    name: string,
    hasMaterai: boolean,
    validUntil: string | null,
    by: string,
  ]
>(
  'registrations.insert_document',
  `insert into registrations.document
     (workspace_id, id, sender_id, operator, kind, file, name, has_materai, valid_until, added_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9::date, $10)`,
);

export const removeDocument = defineQuery<
  [workspaceId: string, senderId: string, id: string],
  { readonly kind: string; readonly operator: string | null }
>(
  'registrations.remove_document',
  `update registrations.document set removed_at = now()
   where workspace_id = $1 and (sender_id = $2 or sender_id is null) and id = $3 and removed_at is null
   returning kind, operator`,
);

export interface HistoryRow {
  readonly at: Date;
  readonly kind: string;
  readonly operator: Operator | null;
  readonly actor: string;
  readonly data: Record<string, unknown>;
}

export const listHistory = defineQuery<[workspaceId: string, senderId: string], HistoryRow>(
  'registrations.list_history',
  `select at, kind, operator, actor, data from registrations.history
   where workspace_id = $1 and sender_id = $2 order by at desc, id limit 100`,
);

export const insertHistory = defineQuery<
  [
    workspaceId: string,
    senderId: string,
    eventId: string,
    operator: string | null,
    at: Date,
    actor: string,
    kind: string,
    data: string,
  ]
>(
  'registrations.insert_history',
  `insert into registrations.history (workspace_id, sender_id, id, operator, at, actor, kind, data)
   values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb) on conflict do nothing`,
);

/** No row comes back for a reminder that was given before. */
export const insertReminder = defineQuery<
  [workspaceId: string, senderId: string, operator: string, expiresAt: Date, days: number],
  { readonly days: number }
>(
  'registrations.insert_reminder',
  `insert into registrations.reminder (workspace_id, sender_id, operator, expires_at, days)
   values ($1, $2, $3, $4, $5) on conflict do nothing returning days`,
);
