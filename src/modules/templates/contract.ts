/** Request and response shapes of templates. The console imports this file. */
import { z } from 'zod';
import { TemplateCategory, TemplateDesign, TemplateLanguage } from '../../lib/template/design.ts';

export { TemplateCategory, TemplateDesign, TemplateLanguage } from '../../lib/template/design.ts';

const Timestamp = z.iso.datetime();
const Words = z.object({ id: z.string(), en: z.string() });
const Money = z.object({ amount: z.number().int(), currency: z.string() });

export const APPROVAL_STATES = [
  'submitting',
  'failed',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
  'in_appeal',
  'deleted',
  'limit_exceeded',
  'archived',
] as const;
/** `submitting`: on its way to the provider. `failed`: it never got there. The rest is the provider's. */
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = z.infer<typeof ApprovalState>;

export const TemplateApproval = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), name: z.string() }),
  /** As the provider knows it. */
  name: z.string(),
  language: z.string(),
  /** Null where it was made at the provider and nobody took it over. */
  templateId: z.string().nullable(),
  version: z.number().int().nullable(),
  category: TemplateCategory,
  /** Where the provider files it under another category, it charges for that one. */
  providerCategory: z.string().nullable(),
  /** Price of one message in both categories where they differ; null where no price is known. */
  categoryCost: z.object({ asked: Money.nullable(), charged: Money.nullable() }).nullable(),
  state: ApprovalState,
  reason: z.string().nullable(),
  /** What the provider says may be done about it. */
  recommendation: z.string().nullable(),
  quality: z.string().nullable(),
  stateAt: Timestamp,
  createdAt: Timestamp,
});
export type TemplateApproval = z.infer<typeof TemplateApproval>;

export const APPROVAL_EVENT_KINDS = [
  'requested',
  'submitted',
  'edited',
  'state',
  'category',
  'quality',
  'failed',
  'adopted',
  'removed',
] as const;
export const ApprovalEvent = z.object({
  at: Timestamp,
  kind: z.enum(APPROVAL_EVENT_KINDS),
  state: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  /** Public id of the member or key; null is the provider. */
  actor: z.string().nullable(),
});
export type ApprovalEvent = z.infer<typeof ApprovalEvent>;

export const TemplateSummary = z.object({
  id: z.string(),
  name: z.string(),
  /** Also taken as `template.id` when sending. */
  slug: z.string(),
  category: TemplateCategory,
  languages: z.array(z.string()),
  defaultLanguage: z.string(),
  /** The newest version; 0 while there is only a draft. */
  version: z.number().int(),
  hasDraft: z.boolean(),
  /** The beginning of its body in the default language. */
  excerpt: z.string(),
  approvals: z.array(TemplateApproval),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

export const TemplateVersion = z.object({
  number: z.number().int(),
  design: TemplateDesign,
  publishedAt: Timestamp,
  publishedBy: z.string(),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

export const TemplateFinding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'advice']),
  channel: z.enum(['all', 'sms', 'whatsapp', 'rcs']),
  language: z.string().optional(),
  where: z.string(),
  detail: z.string().optional(),
  remedy: Words,
});
export type TemplateFinding = z.infer<typeof TemplateFinding>;

/** What the linter compares with besides the text itself. */
export const LintReference = z.object({
  brands: z.array(z.string()),
  registeredSamples: z.array(z.string()),
});
export type LintReference = z.infer<typeof LintReference>;

export const Template = TemplateSummary.extend({
  /** What is being written: the draft, or the newest version where nothing has changed since. */
  design: TemplateDesign,
  findings: z.array(TemplateFinding),
  lintReference: LintReference,
});
export type Template = z.infer<typeof Template>;

const Slug = z
  .string()
  .regex(/^[a-z0-9_]{1,480}$/, 'Use small letters, digits and _ only.')
  .optional();
export const CreateTemplate = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  /** Made from the name when left out; fixed afterwards. */
  slug: Slug,
  defaultLanguage: TemplateLanguage.default('id'),
  design: TemplateDesign,
});
export const UpdateTemplate = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  defaultLanguage: TemplateLanguage.optional(),
  design: TemplateDesign.optional(),
});
/** `POST /v1/templates/check`: what would be said about a design, without storing it. */
export const CheckTemplate = z.strictObject({ name: z.string().max(512), design: TemplateDesign });

export const SubmitTemplate = z.strictObject({
  channel: z.string().max(64),
  /** The newest when left out. */
  version: z.int().min(1).optional(),
  /** All of the version's languages when left out. */
  languages: z.array(TemplateLanguage).min(1).max(8).optional(),
});
export const SyncTemplates = z.strictObject({ channel: z.string().max(64) });
/** Takes over what was made at the provider: as a version of a template of ours. */
export const AdoptApproval = z.strictObject({ template: z.string().max(64), version: z.int().min(1) });

export const TemplateChannel = z.object({ id: z.string(), name: z.string(), medium: z.string() });
export const TemplateList = z.object({
  items: z.array(TemplateSummary),
  /** Made at a provider, taken over by nobody. */
  strangers: z.array(TemplateApproval),
  /** Channels whose provider approves content first. */
  channels: z.array(TemplateChannel),
});
export type TemplateList = z.infer<typeof TemplateList>;

export const LIBRARY_GROUPS = ['security', 'orders', 'payments', 'service', 'marketing'] as const;
export const LibraryEntry = z.object({
  key: z.string(),
  group: z.enum(LIBRARY_GROUPS),
  name: Words,
  summary: Words,
  design: TemplateDesign,
});
export type LibraryEntry = z.infer<typeof LibraryEntry>;
export const CopyLibraryEntry = z.strictObject({ brand: z.string().trim().min(1).max(60) });
