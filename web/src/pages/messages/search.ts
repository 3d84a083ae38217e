import { z } from 'zod';
import { MessageClass, MessageStatus } from '../../contracts/messages.ts';

/** Filters of the messages list, kept in its address so that they can be shared and gone back to. */
export const MessagesSearch = z.object({
  status: MessageStatus.optional().catch(undefined),
  direction: z.enum(['out', 'in']).optional().catch(undefined),
  class: MessageClass.optional().catch(undefined),
  channel: z.string().optional().catch(undefined),
  phone: z.coerce.string().optional().catch(undefined),
  /** ISO 8601 moments. */
  from: z.string().optional().catch(undefined),
  until: z.string().optional().catch(undefined),
});
export type MessagesSearch = z.infer<typeof MessagesSearch>;
