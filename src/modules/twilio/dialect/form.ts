import { Problem } from '../../../platform/problem.ts';
import { twilioErrors } from '../errors.ts';

/** More than any operation has; a body of more is no request of a library. */
const MOST_FIELDS = 100;
const OPENING_BRACE = 0x7b;

/** `application/x-www-form-urlencoded`: a field that comes twice becomes a list, as `MediaUrl` does. */
export function readForm(bytes: Buffer): Readonly<Record<string, string | readonly string[]>> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) {
    const known = fields.get(name);
    if (known === undefined) fields.set(name, value);
    else fields.set(name, typeof known === 'string' ? [known, value] : [...known, value]);
    if (fields.size > MOST_FIELDS) throw new Problem(twilioErrors.parameter_unknown, { field: name });
  }
  return Object.fromEntries(fields);
}

/** The youngest APIs take JSON: an object begins with a brace, which no form of these libraries does. */
export function readBody(bytes: Buffer): unknown {
  if (bytes[0] !== OPENING_BRACE) return readForm(bytes);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Problem(twilioErrors.parameter_invalid, { field: 'body' });
  }
}
