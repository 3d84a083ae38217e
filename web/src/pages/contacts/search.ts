import { z } from 'zod';

/** What the list is narrowed to; stands in the address. */
export const ContactsSearch = z.object({
  q: z.string().optional().catch(undefined),
  tag: z.string().optional().catch(undefined),
});
export type ContactsSearch = z.infer<typeof ContactsSearch>;
