/** Fields of webhooks as zod reads them: what is missing or malformed is undefined and never a reason to fail. */
import { z } from 'zod';

export const text = z.string().optional().catch(undefined);
/** Meta writes ids and times as numbers in one place and as texts in another. */
export const idText = z
  .union([z.string().min(1), z.number().transform(String)])
  .optional()
  .catch(undefined);
export const flag = z.boolean().optional().catch(undefined);
export const list = z.array(z.unknown()).catch([]);
export const record = z.record(z.string(), z.unknown());

/** Seconds since the epoch; what is no such thing is now. */
export function timeOf(seconds: string | undefined, now: number): Date {
  const value = seconds !== undefined && /^\d{9,11}$/.test(seconds) ? Number(seconds) * 1000 : now;
  return new Date(value);
}

/** `6281234000001` as `+6281234000001`; undefined for what is no number. */
export function phoneOf(digits: string | undefined): string | undefined {
  const bare = digits?.replace(/^\+/, '');
  return bare !== undefined && /^[1-9]\d{5,14}$/.test(bare) ? `+${bare}` : undefined;
}
