/** Request and response shapes of sender registration. The console imports this file. */
import { z } from 'zod';
import { Operator, RegistrationStatus } from '../routing/contract.ts';

export { OPERATORS, Operator, RegistrationStatus } from '../routing/contract.ts';

const Timestamp = z.iso.datetime();
const Words = z.object({ id: z.string(), en: z.string() });
const text = (most: number) => z.string().trim().max(most);

const NPWP = /^\d{2}\.?\d{3}\.?\d{3}\.?\d-?\d{3}\.?\d{3}$|^\d{16}$/;

/** The company that applies: printed in every letter of authorisation. */
export const Company = z.object({
  legalName: z.string(),
  npwp: z.string(),
  nib: z.string(),
  address: z.string(),
  city: z.string(),
  website: z.string(),
  signatoryName: z.string(),
  signatoryTitle: z.string(),
  contactEmail: z.string(),
  contactPhone: z.string(),
  /** Null: nothing was filled in yet. */
  updatedAt: Timestamp.nullable(),
});
export type Company = z.infer<typeof Company>;
export const UpdateCompany = z.strictObject({
  legalName: text(160).optional(),
  npwp: z
    .union([z.literal(''), z.string().trim().regex(NPWP, 'Write the 15 or 16 digits of the NPWP.')])
    .optional(),
  nib: z
    .union([
      z.literal(''),
      z
        .string()
        .trim()
        .regex(/^\d{13}$/, 'Write the 13 digits of the NIB.'),
    ])
    .optional(),
  address: text(400).optional(),
  city: text(80).optional(),
  website: z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, error: 'Write a whole address with https://.' }).max(200),
    ])
    .optional(),
  signatoryName: text(120).optional(),
  signatoryTitle: text(120).optional(),
  contactEmail: z.union([z.literal(''), z.email().max(254)]).optional(),
  contactPhone: text(24).optional(),
});

export const DOCUMENT_KINDS = [
  'npwp',
  'nib',
  'akta',
  'ktp',
  'loa',
  'screenshot',
  'samples',
  'other',
] as const;
export const DocumentKind = z.enum(DOCUMENT_KINDS);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const CaseDocument = z.object({
  id: z.string(),
  kind: DocumentKind,
  /** `company`: counts for every sender. */
  scope: z.enum(['company', 'sender']),
  operator: Operator.nullable(),
  /** Of GET /v1/files/{id}. */
  file: z.string(),
  name: z.string(),
  hasMaterai: z.boolean(),
  /** `2027-01-31` */
  validUntil: z.string().nullable(),
  addedBy: z.string(),
  createdAt: Timestamp,
});
export type CaseDocument = z.infer<typeof CaseDocument>;
export const AddDocument = z.strictObject({
  kind: DocumentKind,
  scope: z.enum(['company', 'sender']),
  /** For a letter of authorisation: whom it is addressed to. */
  operator: Operator.optional(),
  /** An uploaded file of the purpose `document`. */
  file: z.string().min(1).max(64),
  /** A Rp10.000 duty stamp, signed across. */
  hasMaterai: z.boolean().default(false),
  validUntil: z.iso.date().optional(),
});

export const REQUIREMENT_CODES = [
  'brand',
  'company_data',
  'signatory',
  'npwp_number',
  'npwp',
  'nib',
  'akta',
  'ktp',
  'loa',
  'screenshot',
  'samples',
  'otp_samples',
] as const;
export const Requirement = z.object({
  code: z.enum(REQUIREMENT_CODES),
  state: z.enum(['done', 'missing', 'expired']),
  label: Words,
  help: Words,
});
export type Requirement = z.infer<typeof Requirement>;

export const OperatorCase = z.object({
  operator: Operator,
  status: RegistrationStatus,
  reference: z.string().nullable(),
  note: z.string().nullable(),
  expiresAt: Timestamp.nullable(),
  /** Whole days until it ends; negative afterwards. Null without an end. */
  daysLeft: z.number().int().nullable(),
  updatedAt: Timestamp,
  requirements: z.array(Requirement),
});
export type OperatorCase = z.infer<typeof OperatorCase>;

export const CaseHistoryEntry = z.object({
  at: Timestamp,
  kind: z.string(),
  operator: Operator.nullable(),
  actor: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type CaseHistoryEntry = z.infer<typeof CaseHistoryEntry>;

const CaseCategory = z.enum(['otp', 'transactional', 'marketing']);
export const CaseFile = z.object({
  sender: z.object({ id: z.string(), address: z.string() }),
  brand: z.string(),
  purpose: z.string(),
  categories: z.array(CaseCategory),
  monthlyVolume: z.number().int().nullable(),
  /** Texts as they were registered. */
  samples: z.array(z.string()),
  company: Company,
  documents: z.array(CaseDocument),
  operators: z.array(OperatorCase),
  history: z.array(CaseHistoryEntry),
});
export type CaseFile = z.infer<typeof CaseFile>;
export const UpdateCaseFile = z.strictObject({
  brand: text(60).optional(),
  purpose: text(400).optional(),
  categories: z.array(CaseCategory).max(3).optional(),
  monthlyVolume: z.int().min(0).max(1_000_000_000).nullable().optional(),
  samples: z.array(z.string().trim().min(1).max(1000)).max(10).optional(),
});

/** Registrations that end soon or ended, for the alarm. */
export const EndingRegistration = z.object({
  sender: z.object({ id: z.string(), address: z.string() }),
  operator: Operator,
  expiresAt: Timestamp,
  daysLeft: z.number().int(),
});
export type EndingRegistration = z.infer<typeof EndingRegistration>;
