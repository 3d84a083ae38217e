/** What all events and messages of the platform have in common. */
import { z } from 'zod';

const Id = z.string().min(1).max(200);
const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** Fields of all kinds of events and messages; one of an odd form counts as missing, others are kept as they came. */
export const Envelope = z.looseObject({
  agentId: z.string().max(200).optional().catch(undefined),
  senderPhoneNumber: Phone.optional().catch(undefined),
  /** In events of the server. */
  phoneNumber: Phone.optional().catch(undefined),
  messageId: Id.optional().catch(undefined),
  eventId: Id.optional().catch(undefined),
  eventType: z.string().max(100).optional().catch(undefined),
  sendTime: z.string().max(64).optional().catch(undefined),
});
export type Envelope = z.infer<typeof Envelope>;
