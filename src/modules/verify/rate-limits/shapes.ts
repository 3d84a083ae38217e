/** Shapes of rate limits. Part of the module's contract, so the console imports this file too. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();
/** Twilio's rule too (error 60209), so that its programs may keep their names. */
export const RATE_LIMIT_NAME = /^[A-Za-z0-9._-]{1,64}$/;
const Name = z
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

export const CreateRateLimit = z.strictObject({
  name: Name,
  description: z.string().trim().max(255).nullable().default(null),
  buckets: z
    .array(RateBucketInput)
    .max(10)
    .refine(
      (all) => new Set(all.map(({ intervalSeconds }) => intervalSeconds)).size === all.length,
      'Name each interval once.',
    )
    .default([]),
});
export type CreateRateLimit = z.input<typeof CreateRateLimit>;

/** Name of a limit → what is counted: an address, a session, a customer number. */
export const RateLimitValues = z
  .record(Name, z.string().min(1).max(256))
  .refine((values) => Object.keys(values).length <= 10, 'Name ten limits at most.');
export type RateLimitValues = z.output<typeof RateLimitValues>;
