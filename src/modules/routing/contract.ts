/** Request and response shapes of channels and senders. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();
const Words = z.object({ id: z.string(), en: z.string() });

/** One field of a channel's settings, as a form draws it. */
export const SettingsField = z.object({
  name: z.string(),
  label: Words,
  help: Words.optional(),
  input: z.enum(['text', 'password', 'number', 'switch', 'select']),
  options: z.array(z.object({ value: z.string(), label: Words })).optional(),
  group: z.enum(['connection', 'credentials', 'encoding', 'receipts', 'pace', 'advanced']),
  unit: z.string().optional(),
  secret: z.boolean(),
  required: z.boolean(),
  /** Used when the field is left out. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
export type SettingsField = z.infer<typeof SettingsField>;

export const ChannelType = z.object({
  type: z.string(),
  name: Words,
  summary: Words,
  medium: z.enum(['sms', 'whatsapp', 'rcs', 'email', 'webchat']),
  address: z.enum(['phone', 'email', 'opaque']),
  /** JSON Schema 2020-12 of the settings. */
  schema: z.record(z.string(), z.unknown()),
  fields: z.array(SettingsField),
  capabilities: z.object({
    text: z.boolean(),
    maxTextLength: z.number().int(),
    inbound: z.boolean(),
    receipts: z.array(z.enum(['delivered', 'read'])),
    segments: z.boolean(),
  }),
});
export type ChannelType = z.infer<typeof ChannelType>;

export const ChannelHealth = z.object({
  state: z.enum(['connecting', 'up', 'degraded', 'down', 'stopped']),
  code: z.string().optional(),
  detail: z.string().optional(),
  since: Timestamp,
});
export type ChannelHealth = z.infer<typeof ChannelHealth>;

export const SettingValue = z.union([z.string(), z.number(), z.boolean()]);
export const Channel = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** Without secrets; a secret that is set reads `true` in `secretsSet`. */
  settings: z.record(z.string(), SettingValue),
  secretsSet: z.array(z.string()),
  health: ChannelHealth,
  /** Higher goes first when a message names no channel. */
  priority: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Channel = z.infer<typeof Channel>;
export const CreateChannel = z.strictObject({
  type: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(80),
  settings: z.record(z.string(), SettingValue).default({}),
  enabled: z.boolean().default(true),
  priority: z.int().min(0).max(100).default(50),
});
/** Settings are merged: a secret that is left out stays as it is. */
export const UpdateChannel = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  settings: z.record(z.string(), SettingValue).optional(),
  enabled: z.boolean().optional(),
  priority: z.int().min(0).max(100).optional(),
});

export const OPERATORS = ['telkomsel', 'ioh', 'xlsmart'] as const;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;
export const RegistrationStatus = z.enum(['not_started', 'submitted', 'approved', 'rejected', 'expired']);
export const Registration = z.object({
  operator: Operator,
  status: RegistrationStatus,
  /** The operator's or aggregator's reference. */
  reference: z.string().nullable(),
  note: z.string().nullable(),
  expiresAt: Timestamp.nullable(),
  updatedAt: Timestamp,
});
export const Sender = z.object({
  id: z.string(),
  /** What the recipient sees: `TOKOBUNGA`, `+628111000222`, `62811`. */
  address: z.string(),
  kind: z.enum(['alphanumeric', 'long_number', 'short_code']),
  medium: z.enum(['sms', 'whatsapp', 'rcs', 'email', 'webchat']),
  isDefault: z.boolean(),
  registrations: z.array(Registration),
  createdAt: Timestamp,
});
export type Sender = z.infer<typeof Sender>;
export const CreateSender = z.strictObject({
  /** 3-11 letters, digits or spaces with at least one letter; or a number. */
  address: z.string().trim().min(2).max(16),
  isDefault: z.boolean().default(false),
});
export const UpdateSender = z.strictObject({ isDefault: z.literal(true).optional() });
export const UpdateRegistration = z.strictObject({
  status: RegistrationStatus,
  reference: z.string().trim().max(80).nullable().optional(),
  note: z.string().trim().max(500).nullable().optional(),
  expiresAt: z.iso.datetime().nullable().optional(),
});
