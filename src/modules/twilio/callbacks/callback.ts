import { z } from 'zod';

/** A call to a program, as it waits in the queue of webhooks. */
export const Callback = z.object({
  url: z.string(),
  method: z.enum(['GET', 'POST']),
  parameters: z.record(z.string(), z.string()),
  /** The channel (`chn_…`) that an answer goes back over, where addresses alone do not say so. */
  channel: z.string().optional(),
});
export type Callback = z.infer<typeof Callback>;

/** What a call is about: its type in the queue. */
export const CALLBACK = { status: 'twilio.status', inbound: 'twilio.inbound' } as const;
