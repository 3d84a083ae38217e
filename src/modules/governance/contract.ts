/** Request and response shapes of opt-outs and the audit trail. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();

export const OptOut = z.object({
  /** E.164, or a provider's id of a person without a known number. */
  address: z.string(),
  /** `marketing`: told to the provider; notices still reach the person. */
  scope: z.enum(['all', 'marketing']),
  /** The word that did it, or how it came about. */
  source: z.enum(['keyword', 'member', 'api', 'provider']),
  keyword: z.string().nullable(),
  at: Timestamp,
});
export type OptOut = z.infer<typeof OptOut>;
export const OptOutPage = z.object({ items: z.array(OptOut), next: z.string().nullable() });
export const ListOptOuts = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  phone: z.string().max(64).optional(),
});
export const CreateOptOut = z.strictObject({ phone: z.string().min(1).max(64) });

export const AuditEntry = z.object({
  sequence: z.number().int(),
  at: Timestamp,
  actor: z.object({ kind: z.enum(['member', 'key', 'system', 'contact']), id: z.string() }),
  action: z.string(),
  resource: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** SHA-256 over this entry and the one before: a changed or missing entry breaks the chain. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = z.object({ items: z.array(AuditEntry), next: z.string().nullable() });
export const ListAudit = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const AuditCheck = z.object({
  entries: z.number().int(),
  intact: z.boolean(),
  firstBroken: z.number().int().nullable(),
});
