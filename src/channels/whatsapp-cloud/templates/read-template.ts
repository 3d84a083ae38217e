import { z } from 'zod';
import type { ProviderTemplate, TemplateState } from '../../channel.ts';

const id = z.union([z.string().min(1), z.number()]).transform(String);

/** What Meta answers to a submission. */
export const Submitted = z.looseObject({ id, status: z.string(), category: z.string().optional() });

const Listed = z.looseObject({
  id,
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string(),
  rejected_reason: z.string().optional().catch(undefined),
});

export const Page = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management, and events of webhooks. */
const STATES: Readonly<Record<string, TemplateState>> = {
  PENDING: 'pending',
  IN_REVIEW: 'pending',
  APPROVED: 'approved',
  FLAGGED: 'approved',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  LOCKED: 'disabled',
  IN_APPEAL: 'in_appeal',
  PENDING_DELETION: 'deleted',
  DELETED: 'deleted',
  LIMIT_EXCEEDED: 'limit_exceeded',
  ARCHIVED: 'archived',
};

/** A state that is not known may not be sent: it counts as pending until Meta names another. */
export const stateOf = (status: string): TemplateState => STATES[status.toUpperCase()] ?? 'pending';

/** undefined for an entry without name or id. */
export function readTemplate(value: unknown): ProviderTemplate | undefined {
  const parsed = Listed.safeParse(value);
  if (!parsed.success) return undefined;
  const { id: externalId, name, language, status, category, rejected_reason: reason } = parsed.data;
  return {
    externalId,
    name,
    language,
    category: category.toLowerCase(),
    state: stateOf(status),
    ...(reason === undefined || reason === 'NONE' ? {} : { reason }),
  };
}
