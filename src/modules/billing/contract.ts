/** Request and response shapes of prices. The console imports this file. */
import { z } from 'zod';

/** Price of one segment on one channel type towards one operator, from a day on. */
export const Price = z.object({
  id: z.string(),
  medium: z.enum(['sms', 'whatsapp', 'rcs', 'email', 'webchat']),
  /** `telkomsel`, `ioh`, `xlsmart`, or `*` for all others. */
  operator: z.string(),
  amount: z.number().int(),
  currency: z.string().length(3),
  validFrom: z.iso.datetime(),
});
export type Price = z.infer<typeof Price>;
export const CreatePrice = z.strictObject({
  medium: z.enum(['sms', 'whatsapp', 'rcs', 'email', 'webchat']),
  operator: z.enum(['telkomsel', 'ioh', 'xlsmart', '*']),
  /** Minor units: Rp350 is 35000. */
  amount: z.int().min(0).max(100_000_000),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('IDR'),
  validFrom: z.iso.datetime({ offset: true }).optional(),
});
