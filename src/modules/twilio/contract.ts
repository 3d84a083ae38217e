/** Shapes of the credentials that programs written for Twilio sign in with. The console imports this file. */
import { z } from 'zod';
import { ApiKeyMode } from '../accounts/contract.ts';

export const TwilioAccount = z.object({
  /** `AC` and 32 hexadecimal digits. */
  accountSid: z.string(),
  name: z.string(),
  mode: ApiKeyMode,
  createdAt: z.iso.datetime(),
});
export type TwilioAccount = z.infer<typeof TwilioAccount>;

export const CreateTwilioAccount = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** `test` sends through sandbox channels only. */
  mode: ApiKeyMode.default('live'),
});

/** `authToken` is shown this once. */
export const CreatedTwilioAccount = TwilioAccount.extend({ authToken: z.string() });
export type CreatedTwilioAccount = z.infer<typeof CreatedTwilioAccount>;
