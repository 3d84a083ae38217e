/** Request and response shapes of verification. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();
const Money = z.object({ amount: z.number().int(), currency: z.string() });
const Cursor = z.string().max(200).optional();
const Limit = z.coerce.number().int().min(1).max(100).default(50);
const Phone = z.string().min(1, 'Give the number, e.g. "+6281234567890".').max(64);

export const VERIFY_CHANNELS = ['sms'] as const;
/** Asked for by name so that the refusal can say when they come. */
export const WANTED_CHANNELS = ['sms', 'auto', 'email', 'whatsapp'] as const;
export const GUARD_MODES = ['monitor', 'standard', 'max'] as const;
export const GuardMode = z.enum(GUARD_MODES);
export type GuardMode = z.infer<typeof GuardMode>;

export const Purpose = z.strictObject({
  /** As requests name it. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/, 'Use small letters, digits and _, e.g. "reset_password".'),
  /** As the text says it, after "kode" and before "Anda": "masuk", "transaksi". */
  label: z.string().trim().min(1).max(30),
});

/**
 * Limits on sending. Those of a number may only be tightened; the wide ones may be raised to what the
 * business needs, because they guard the purse and not the person.
 */
export const Limits = z.strictObject({
  /** Seconds between two codes to one number. */
  numberGapSeconds: z.int().min(60).max(600).default(60),
  numberHour: z.int().min(1).max(5).default(5),
  numberDay: z.int().min(1).max(10).default(10),
  /** Operators put many phones behind one address: raise it only with a reason. */
  ipHour: z.int().min(1).max(200).default(20),
  /** 256 neighbouring addresses (IPv4 /24), or one IPv6 /56. */
  subnetHour: z.int().min(1).max(2_000).default(60),
  /** Numbers that begin alike, such as +62812. */
  prefixHour: z.int().min(1).max(10_000_000).default(5_000),
  workspaceHour: z.int().min(1).max(100_000_000).default(20_000),
  /** Minor units (1/100 rupiah) per hour. */
  spendHour: z.int().min(1).max(1_000_000_000_000).default(1_000_000_000),
});
export type Limits = z.output<typeof Limits>;
export const LIMIT_NAMES = [
  'numberGapSeconds',
  'numberHour',
  'numberDay',
  'ipHour',
  'subnetHour',
  'prefixHour',
  'workspaceHour',
  'spendHour',
] as const;

const Country = z.string().regex(/^[A-Z]{2}$/, 'Use two letters, e.g. "ID".');
/** 11 characters of base64; `AppSignatureHelper` of Google's SMS Retriever computes it. */
const AppHash = z.string().regex(/^[A-Za-z0-9+/]{11}$/, 'An app hash has 11 characters.');
const Domain = z
  .string()
  .max(80)
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'Use a bare domain, e.g. "tokobunga.co.id".');
const Brand = z
  .string()
  .trim()
  .min(2)
  .max(30)
  .regex(/^[\p{L}\p{N} .&'!+-]+$/u, 'Use letters, digits and spaces.');

const serviceFields = {
  name: z.string().trim().min(1).max(60),
  /** Stands in every text. */
  brand: Brand,
  locale: z.enum(['id', 'en']),
  /** Six digits give a guess 5 chances in a million; four give it 3 in 10,000. */
  codeLength: z.int().min(4).max(10),
  ttlSeconds: z.int().min(60).max(600),
  purposes: z
    .array(Purpose)
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'Name each purpose once.'),
  channels: z.array(z.enum(VERIFY_CHANNELS)).min(1),
  /** Address of a sender of the workspace; null is the default one. */
  sender: z.string().min(1).max(64).nullable(),
  /** Lets the Android app read the code. */
  appHash: AppHash.nullable(),
  /** Lets iOS and browsers fill the code in, on this domain only. */
  autofillDomain: Domain.nullable(),
  /** Countries that codes may go to. */
  countries: z.array(Country).min(1).max(20),
  /**
   * Whose address `ipHour` counts: `given` is the `ip` of the request, which your server knows;
   * `connection` is the caller's own, for apps that call directly. Headers never count.
   */
  clientIp: z.enum(['given', 'connection']),
  limits: Limits,
  guard: GuardMode,
};

export const DEFAULT_PURPOSES = [
  { name: 'login', label: 'masuk' },
  { name: 'register', label: 'pendaftaran' },
  { name: 'transaction', label: 'transaksi' },
] as const;

export const Service = z.object({
  id: z.string(),
  ...serviceFields,
  /** Wrong codes that burn a code. */
  wrongChecks: z.number().int(),
  /** Chance that somebody guesses one code before it is burned. */
  guessOdds: z.number(),
  /** A text as it will leave, with a made-up code. */
  sampleText: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Service = z.infer<typeof Service>;
export const ServiceList = z.object({ items: z.array(Service) });
export const CreateService = z.strictObject({
  ...serviceFields,
  locale: serviceFields.locale.default('id'),
  codeLength: serviceFields.codeLength.default(6),
  ttlSeconds: serviceFields.ttlSeconds.default(300),
  purposes: serviceFields.purposes.default([...DEFAULT_PURPOSES]),
  channels: serviceFields.channels.default(['sms']),
  sender: serviceFields.sender.default(null),
  appHash: serviceFields.appHash.default(null),
  autofillDomain: serviceFields.autofillDomain.default(null),
  countries: serviceFields.countries.default(['ID']),
  clientIp: serviceFields.clientIp.default('given'),
  limits: Limits.prefault({}),
  guard: GuardMode.default('standard'),
});
export type CreateService = z.input<typeof CreateService>;
export const UpdateService = z.strictObject(serviceFields).partial();
export type UpdateService = z.input<typeof UpdateService>;

/** Twilio's rule too (error 60209), so that its programs may keep their names. */
export const RATE_LIMIT_NAME = /^[A-Za-z0-9._-]{1,64}$/;
const RateLimitName = z
  .string()
  .regex(RATE_LIMIT_NAME, 'Use letters, digits, ".", "_" and "-", at most 64, e.g. "login_ip".');

export const RateBucketInput = z.strictObject({
  /** Codes that one value gets within the interval. */
  max: z.int().min(1).max(1_000_000),
  /** Up to 30 days. A use stops counting after this long and a sixtieth more. */
  intervalSeconds: z.int().min(1).max(2_592_000),
});
export type RateBucketInput = z.output<typeof RateBucketInput>;

export const RateBucket = z.object({
  id: z.string(),
  max: z.number().int(),
  intervalSeconds: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type RateBucket = z.infer<typeof RateBucket>;

export const RateLimit = z.object({
  id: z.string(),
  /** As requests name it. */
  name: z.string(),
  description: z.string().nullable(),
  /** By interval; a limit without any stops nothing. */
  buckets: z.array(RateBucket),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type RateLimit = z.infer<typeof RateLimit>;
export const RateLimitList = z.object({ items: z.array(RateLimit) });

const LimitDescription = z.string().trim().max(255).nullable();
const Buckets = z
  .array(RateBucketInput)
  .max(10)
  .refine(
    (all) => new Set(all.map(({ intervalSeconds }) => intervalSeconds)).size === all.length,
    'Name each interval once.',
  );

export const CreateRateLimit = z.strictObject({
  name: RateLimitName,
  description: LimitDescription.default(null),
  buckets: Buckets.default([]),
});
export type CreateRateLimit = z.input<typeof CreateRateLimit>;

/** `buckets` takes the place of all there are; one whose interval stays keeps what it has counted. */
export const UpdateRateLimit = z.strictObject({ description: LimitDescription, buckets: Buckets }).partial();
export type UpdateRateLimit = z.input<typeof UpdateRateLimit>;

/** Name of a limit → what is counted: an address, a session, a customer number. */
export const RateLimitValues = z
  .record(RateLimitName, z.string().min(1).max(256))
  .refine((values) => Object.keys(values).length <= 10, 'Name ten limits at most.');
export type RateLimitValues = z.output<typeof RateLimitValues>;

export const VERIFICATION_STATUSES = [
  'pending',
  'approved',
  'expired',
  'canceled',
  'replaced',
  'burned',
  'not_sent',
] as const;
export const VerificationStatus = z.enum(VERIFICATION_STATUSES);
export type VerificationStatus = z.infer<typeof VerificationStatus>;

const sendFields = {
  channel: z.enum(WANTED_CHANNELS).default('auto'),
  /** The person's address as your server sees it; counted against `ipHour`, never taken from headers. */
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Language of this text; the service's when left out. In another one the purpose's label is left out. */
  locale: z.enum(['id', 'en']).optional(),
  /** Of the app that will read this text, where it is not the service's. */
  appHash: AppHash.optional(),
  /** Values for rate limits of the service, by name. Counted also when the code is refused for another reason. */
  rateLimits: RateLimitValues.optional(),
};

export const StartVerification = z.strictObject({
  service: z.string().min(1).max(64),
  to: Phone,
  /** One of the service's purposes; its first one when left out. */
  purpose: z.string().max(30).optional(),
  ...sendFields,
});
export type StartVerification = z.input<typeof StartVerification>;
export const ResendVerification = z.strictObject(sendFields);

export const Verification = z.object({
  id: z.string(),
  service: z.string(),
  status: VerificationStatus,
  to: z.string(),
  purpose: z.string(),
  channel: z.string(),
  operator: z.string().nullable(),
  /** The message that carried the latest code. */
  message: z.string().nullable(),
  sender: z.string().nullable(),
  /** Codes sent. */
  sends: z.number().int(),
  wrongChecks: z.number().int(),
  checksLeft: z.number().int(),
  /** All codes together. */
  cost: Money,
  createdAt: Timestamp,
  /** Of the latest code. */
  sentAt: Timestamp,
  expiresAt: Timestamp,
  /** Approved, canceled, replaced or burned. */
  endedAt: Timestamp.nullable(),
});
export type Verification = z.infer<typeof Verification>;
export const ListVerifications = z.strictObject({
  cursor: Cursor,
  limit: Limit,
  phone: z.string().max(64).optional(),
  status: VerificationStatus.optional(),
});
export const VerificationPage = z.object({ items: z.array(Verification), next: z.string().nullable() });
export type VerificationPage = z.infer<typeof VerificationPage>;

const Code = z.string().regex(/^[0-9]{4,10}$/, 'A code has 4 to 10 digits.');
export const CheckCode = z.strictObject({ code: Code });
export const CheckByNumber = z.strictObject({
  service: z.string().min(1).max(64),
  to: Phone,
  purpose: z.string().max(30).optional(),
  code: Code,
});
/** One answer for every refusal: unknown, expired, used, replaced and wrong look the same. */
export const CheckResult = z.object({ valid: z.boolean() });
export type CheckResult = z.infer<typeof CheckResult>;

export const BLOCK_REASONS = ['low_conversion', 'sequential_numbers', 'burst', 'spreading'] as const;
export const Block = z.object({
  id: z.string(),
  /** `workspace`: numbers that were never verified before; the others: numbers that begin so. */
  scope: z.enum(['workspace', 'prefix', 'range']),
  /** Digits that the numbers begin with; empty for the workspace. */
  subject: z.string(),
  reason: z.enum(BLOCK_REASONS),
  evidence: z.record(z.string(), z.number()),
  /** False in monitor mode: nothing was stopped. */
  enforced: z.boolean(),
  state: z.enum(['active', 'lifted', 'over']),
  /** Attempts that it stopped, or would have. */
  hits: z.number().int(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  liftedAt: Timestamp.nullable(),
  liftedBy: z.string().nullable(),
});
export type Block = z.infer<typeof Block>;
export const ListBlocks = z.strictObject({ cursor: Cursor, limit: Limit });
export const BlockPage = z.object({ items: z.array(Block), next: z.string().nullable() });

export const ShowInsight = z.strictObject({
  days: z.coerce.number().int().min(1).max(30).default(7),
  service: z.string().max(64).optional(),
});
const Row = z.object({
  /** The operator, channel, sender or hour (ISO) that it speaks of. */
  name: z.string(),
  sent: z.number().int(),
  verified: z.number().int(),
  limited: z.number().int(),
  blocked: z.number().int(),
  /** Verified ÷ sent; null where nothing was sent. */
  conversion: z.number().nullable(),
  /** From the code to the right answer; upper end of the class that half of them are in. */
  medianSeconds: z.number().nullable(),
  cost: Money,
  costPerVerified: Money.nullable(),
});
export const InsightRow = Row;
export type InsightRow = z.infer<typeof Row>;
export const Insight = z.object({
  from: Timestamp,
  until: Timestamp,
  total: Row,
  operators: z.array(Row),
  channels: z.array(Row),
  senders: z.array(Row),
  hours: z.array(Row),
});
export type Insight = z.infer<typeof Insight>;

export const ReplayLimits = z.strictObject({
  days: z.int().min(1).max(30).default(7),
  limits: Limits.partial(),
});
export const Replay = z.object({
  /** The newest recorded attempts that were looked at. */
  attempts: z.number().int(),
  from: Timestamp.nullable(),
  until: Timestamp.nullable(),
  /** Of those that were sent: how many the wished limits would have stopped, and how many of these were verified later. */
  sent: z.number().int(),
  stopped: z.number().int(),
  stoppedVerified: z.number().int(),
  saved: Money,
  byLimit: z.array(z.object({ limit: z.string(), stopped: z.number().int() })),
});
export type Replay = z.infer<typeof Replay>;

export const CreateFactor = z.strictObject({
  service: z.string().min(1).max(64),
  /** Whose it is, in your own words, e.g. a customer number; never shown in the app. */
  entity: z.string().trim().min(1).max(100),
  /** Shown in the authenticator app below the brand. */
  label: z.string().trim().min(1).max(60),
});
export const Factor = z.object({
  id: z.string(),
  service: z.string(),
  entity: z.string(),
  label: z.string(),
  /** `unverified` until the first right code. */
  status: z.enum(['unverified', 'verified']),
  createdAt: Timestamp,
});
export const NewFactor = Factor.extend({
  /** Shown this once. */
  secret: z.string(),
  /** For a QR code. */
  uri: z.string(),
});
export const ListFactors = z.strictObject({ entity: z.string().min(1).max(100) });
export const FactorList = z.object({ items: z.array(Factor) });
export const FactorCode = z.strictObject({ code: z.string().regex(/^[0-9]{6}$/, 'A code has 6 digits.') });
