import type { Dialect } from '../../../platform/http-server/dialect.ts';
import { readBody } from './form.ts';
import { refusalOf } from './refusals.ts';

/** api.twilio.com, messaging.twilio.com, verify.twilio.com and content.twilio.com, as far as their first steps go. */
const OWN = /^\/(?:2010-04-01|v[12]\/Services|v2\/Channels|v1\/Content)(?:[/?]|$)/;

/** Form (and in the youngest APIs JSON) in, JSON with snake_case out, refusals as `{code, message, more_info, status}`. */
export const twilioDialect: Dialect = {
  owns: (path) => OWN.test(path),
  readBody,
  refuse: refusalOf,
};
