import type { Dialect } from '../../../platform/http-server/dialect.ts';
import { readForm } from './form.ts';
import { refusalOf } from './refusals.ts';

/** api.twilio.com, messaging.twilio.com and verify.twilio.com, as far as their first steps go. */
const OWN = /^\/(?:2010-04-01|v[12]\/Services)(?:[/?]|$)/;

/** Form in, JSON with snake_case out, refusals as `{code, message, more_info, status}`. */
export const twilioDialect: Dialect = {
  owns: (path) => OWN.test(path),
  readBody: readForm,
  refuse: refusalOf,
};
