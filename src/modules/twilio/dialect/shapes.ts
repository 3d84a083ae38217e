import { z } from 'zod';

/** Fields of a form, as `readForm` gives them. */
export const Form = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
/** A resource: Twilio's own reference says what is in it. */
export const Resource = z.record(z.string(), z.unknown());
