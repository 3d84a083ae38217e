/** Request and response shapes of channels and senders. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();
const Words = z.object({ id: z.string(), en: z.string() });

const SettingCondition = z.object({ field: z.string(), is: z.array(z.string()) });

/** One field of a channel's settings, as a form draws it. */
export const SettingsField = z.object({
  name: z.string(),
  label: Words,
  help: Words.optional(),
  input: z.enum(['text', 'multiline', 'password', 'number', 'switch', 'select']),
  options: z.array(z.object({ value: z.string(), label: Words })).optional(),
  group: z.enum(['connection', 'credentials', 'encoding', 'receipts', 'pace', 'advanced']),
  unit: z.string().optional(),
  /** Drawn and asked for only while another setting has one of these values, and is itself drawn. */
  shownWhen: SettingCondition.optional(),
  /** Required then, beyond what `required` says. */
  requiredWhen: SettingCondition.optional(),
  secret: z.boolean(),
  required: z.boolean(),
  /** Used when the field is left out. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
export type SettingsField = z.infer<typeof SettingsField>;

export const ChannelAction = z.object({
  name: z.string(),
  label: Words,
  help: Words.optional(),
  fields: z.array(SettingsField),
});
export type ChannelAction = z.infer<typeof ChannelAction>;

/** Whether one step of the set-up is done on the provider's side. */
export const SetupCheck = z.object({
  code: z.string(),
  label: Words,
  state: z.enum(['ok', 'todo', 'failed', 'unknown']),
  /** What was found, in the provider's words. */
  value: z.string().optional(),
  /** The same for people, where the provider's words are codes. */
  found: Words.optional(),
  remedy: Words.optional(),
  /** The action that mends it. */
  action: z.string().optional(),
});
export type SetupCheck = z.infer<typeof SetupCheck>;
/** Values of the action's fields. */
export const PerformAction = z.strictObject({
  input: z.record(z.string().max(100), z.string().max(4000)).default({}),
});

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
    /** Hours after a person wrote in which everything may be sent; afterwards approved templates only. Left out: no such limit. */
    windowHours: z.number().optional(),
  }),
  /** What can be done at the provider from here. */
  actions: z.array(ChannelAction),
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
  /** Where the provider brings receipts and replies; null where it calls nobody, or the caller may not change channels. */
  callbackUrl: z.string().nullable(),
  health: ChannelHealth,
  /** Higher goes first when a message names no channel. */
  priority: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Channel = z.infer<typeof Channel>;
/** News of the provider about a channel. */
export const ChannelNotice = z.object({
  id: z.string(),
  topic: z.enum(['template_status', 'template_category', 'template_quality', 'number', 'account', 'other']),
  /** What it is about: a template's id at the provider, a number. */
  subject: z.string(),
  /** The new state in the provider's words. */
  state: z.string(),
  detail: z.string().nullable(),
  level: z.enum(['info', 'warning', 'critical']),
  at: Timestamp,
  data: z.record(z.string(), SettingValue),
});
export type ChannelNotice = z.infer<typeof ChannelNotice>;
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
export const RegistrationStatus = z.enum([
  'not_started',
  'submitted',
  'in_review',
  'approved',
  'rejected',
  'expired',
]);
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

/** Limits that keep a workspace's rules readable, and a decision below a microsecond. */
export const MOST_ROUTES = 50;
export const MOST_ROUTE_CHANNELS = 8;

export const ROUTE_OPERATORS = [...OPERATORS, 'others'] as const;
/** `others`: a number that belongs to none of the three. */
export const RouteOperator = z.enum(ROUTE_OPERATORS);
export type RouteOperator = z.infer<typeof RouteOperator>;
export const ROUTE_CLASSES = ['otp', 'transactional', 'conversation', 'marketing'] as const;
const RouteClass = z.enum(ROUTE_CLASSES);
export const Medium = z.enum(['sms', 'whatsapp', 'rcs', 'email', 'webchat']);
export type Medium = z.infer<typeof Medium>;

/** What a message must be for a route to apply. An empty list and null ask nothing. */
export const RouteConditions = z.strictObject({
  classes: z.array(RouteClass).max(4).default([]),
  operators: z.array(RouteOperator).max(4).default([]),
  /** E.164 with `+`: `+62811`. */
  prefixes: z
    .array(z.string().regex(/^\+[1-9][0-9]{0,13}$/, 'Write the beginning of a number with +, e.g. "+62811".'))
    .max(50)
    .default([]),
  /** Ids of senders. */
  senders: z.array(z.string().max(64)).max(20).default([]),
  medium: Medium.nullable().default(null),
});
export type RouteConditions = z.infer<typeof RouteConditions>;

export const ROUTE_STRATEGIES = ['ordered', 'cheapest'] as const;
export const RouteTarget = z.strictObject({
  /** `ordered`: the first healthy one. `cheapest`: the healthy one with the lowest price. */
  strategy: z.enum(ROUTE_STRATEGIES).default('ordered'),
  /** Ids of channels of one medium; those after the chosen one are its fallbacks. */
  channels: z.array(z.string().max(64)).min(1, 'Name at least one channel.').max(MOST_ROUTE_CHANNELS),
});
export type RouteTarget = z.infer<typeof RouteTarget>;

export const FALLBACK_CAUSES = ['permanent_error', 'retries_exhausted', 'breaker_open'] as const;
export const FallbackCause = z.enum(FALLBACK_CAUSES);
export type FallbackCause = z.infer<typeof FallbackCause>;
/** When a message takes its fallback, which it does once at most. */
export const RouteFallback = z.strictObject({
  on: z
    .array(FallbackCause)
    .max(3)
    .default([...FALLBACK_CAUSES]),
  /** Sent, but no receipt for so long. Null is the class's own time (OTP 30 s, others never); 0 is never. */
  missingReceiptSeconds: z
    .union([z.literal(0), z.int().min(5).max(3600)])
    .nullable()
    .default(null),
  /** Whether a message that may have left may be sent once more. Null is the class's own answer (OTP yes, others no). */
  resendUnknown: z.boolean().nullable().default(null),
});
export type RouteFallback = z.infer<typeof RouteFallback>;

/** What a rule says in full, with nothing left to defaults: stored with the decision about a message. */
export const RoutePolicy = z.object({
  fallbackOn: z.array(FallbackCause),
  missingReceiptSeconds: z.number().int().nullable(),
  resendUnknown: z.boolean(),
});
export type RoutePolicy = Readonly<z.infer<typeof RoutePolicy>>;

export const RouteRule = z.object({
  id: z.string(),
  /** From 1; the first match wins. */
  position: z.number().int(),
  name: z.string(),
  enabled: z.boolean(),
  when: RouteConditions,
  to: RouteTarget,
  fallback: RouteFallback,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type RouteRule = z.infer<typeof RouteRule>;
export const RouteDefault = z.strictObject({
  /** When no route matches, other channels of the medium may step in. */
  fallback: z.boolean(),
});
export type RouteDefault = z.infer<typeof RouteDefault>;
export const RouteRules = z.object({ items: z.array(RouteRule), otherwise: RouteDefault });
export type RouteRules = z.infer<typeof RouteRules>;
export const CreateRoute = z.strictObject({
  name: z.string().trim().min(1).max(80),
  enabled: z.boolean().default(true),
  when: RouteConditions.prefault({}),
  to: RouteTarget,
  fallback: RouteFallback.prefault({}),
});
/** Parts that are given replace the stored ones as a whole. */
export const UpdateRoute = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  enabled: z.boolean().optional(),
  when: RouteConditions.optional(),
  to: RouteTarget.optional(),
  fallback: RouteFallback.optional(),
});
/** All routes of the workspace, each once, in their new order. */
export const OrderRoutes = z.strictObject({ ids: z.array(z.string().max(64)).max(MOST_ROUTES) });

export const SKIP_REASONS = [
  'disabled',
  'deleted',
  'unhealthy',
  'breaker_open',
  'more_expensive',
  'test_key',
] as const;
export const SkipReason = z.enum(SKIP_REASONS);
export type SkipReason = z.infer<typeof SkipReason>;
/** The same in words; the console and `POST /v1/routes/explain` say it alike. */
export const SKIP_WORDS: Readonly<Record<SkipReason, { readonly id: string; readonly en: string }>> = {
  disabled: { id: 'dimatikan', en: 'switched off' },
  deleted: { id: 'sudah dihapus', en: 'deleted' },
  unhealthy: { id: 'sedang terputus', en: 'not connected' },
  breaker_open: { id: 'diistirahatkan karena sering gagal', en: 'resting after repeated failures' },
  more_expensive: { id: 'lebih mahal', en: 'more expensive' },
  test_key: { id: 'kunci uji hanya memakai sandbox', en: 'test keys use the sandbox only' },
};

export const ROUTE_CONDITIONS = ['class', 'operator', 'prefix', 'sender', 'medium'] as const;
/** Why a message took the channel it took: stored with it, told on its timeline. Ids and codes only, but for names that may change. */
export const RouteReason = z.object({
  /** The message named its channel, a route matched, or none did. */
  by: z.enum(['named', 'route', 'default']),
  route: z.object({ id: z.string(), name: z.string() }).optional(),
  /** The conditions that the route had and the message met. */
  matched: z.array(z.enum(ROUTE_CONDITIONS)).default([]),
  strategy: z.enum(['named', 'ordered', 'cheapest', 'priority']),
  /** Public id of the chosen one. */
  channel: z.string(),
  /** It was chosen although it is sick, because no other was left. */
  despite: z.enum(['unhealthy', 'breaker_open']).optional(),
  skipped: z.array(z.object({ channel: z.string(), why: SkipReason })).default([]),
  /** Public ids; the first one that is fit when it is needed steps in. */
  fallbacks: z.array(z.string()).default([]),
});
export type RouteReason = z.infer<typeof RouteReason>;

/** `POST /v1/routes/explain`: where would this message go? */
export const ExplainRoute = z.strictObject({
  to: z.string().min(1, 'Give the recipient, e.g. "+6281234567890".').max(64),
  from: z.string().min(1).max(64).optional(),
  channel: z.string().max(64).default('auto'),
  class: RouteClass.default('transactional'),
});
const NamedChannel = z.object({ id: z.string(), name: z.string() });
const PricedChannel = NamedChannel.extend({
  /** Of one segment, minor units; null where no price is known. */
  price: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
});
export const RouteExplanation = z.object({
  to: z.string(),
  operator: Operator.nullable(),
  channel: PricedChannel,
  sender: z.object({ id: z.string(), address: z.string() }),
  fallbacks: z.array(PricedChannel),
  skipped: z.array(z.object({ channel: NamedChannel, why: SkipReason, words: Words })),
  /** What does not keep it from leaving, but may keep it from arriving. */
  warnings: z.array(
    z.object({
      code: z.literal('sender_not_registered'),
      operator: Operator,
      status: RegistrationStatus,
      words: Words,
    }),
  ),
  policy: RoutePolicy,
  reason: RouteReason,
});
export type RouteExplanation = z.infer<typeof RouteExplanation>;
