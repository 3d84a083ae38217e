import { z } from 'zod';
import type { ProviderTemplate } from '../../channel.ts';
import { stateOf } from './template-state.ts';

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
