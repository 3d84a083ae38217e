/** What a person sets up: a preset with its credentials, or everything about a gateway of their own. */
import type { z } from 'zod';
import { profileFaults } from './profile-of.ts';
import { type HttpSettings, httpSettingsShape } from './settings-shape.ts';

export type { HttpSettings };

export const httpSettings: z.ZodType<HttpSettings> = httpSettingsShape.superRefine((settings, context) => {
  for (const { field, message } of profileFaults(settings))
    context.addIssue({ code: 'custom', path: [field], message });
});
