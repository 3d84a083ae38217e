/** What Meta tells about a number and about who is subscribed to its account. */
import { z } from 'zod';
import { text } from '../webhook/fields.ts';

export const NUMBER_FIELDS = [
  'id',
  'display_phone_number',
  'verified_name',
  'name_status',
  'status',
  'quality_rating',
  'code_verification_status',
  'throughput',
  'whatsapp_business_manager_messaging_limit',
  'webhook_configuration',
].join(',');

export const BusinessNumber = z.looseObject({
  display_phone_number: text,
  verified_name: text,
  name_status: text,
  status: text,
  quality_rating: text,
  code_verification_status: text,
  throughput: z.looseObject({ level: text }).optional().catch(undefined),
  whatsapp_business_manager_messaging_limit: text,
  webhook_configuration: z
    .looseObject({ application: text, whatsapp_business_account: text, phone_number: text })
    .optional()
    .catch(undefined),
});
export type BusinessNumber = z.output<typeof BusinessNumber>;

export const Subscriptions = z.looseObject({
  data: z.array(
    z.looseObject({
      override_callback_uri: text,
      whatsapp_business_api_data: z.looseObject({ id: text }).optional().catch(undefined),
    }),
  ),
});
export type Subscriptions = z.output<typeof Subscriptions>;

export const PROFILE_FIELDS = 'about,description';
export const Profiles = z.looseObject({
  data: z.array(z.looseObject({ about: text, description: text })),
});
