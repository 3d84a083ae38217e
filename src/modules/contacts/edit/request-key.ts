import { Problem } from '../../../platform/problem.ts';
import { contactsErrors } from '../errors.ts';

/** Visible ASCII; a quoted structured-field string (draft-ietf-httpapi-idempotency-key-header-07) or bare. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key` of a request that makes a contact; null where it has none. */
export function readRequestKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const bare = typeof header === 'string' ? (/^"(.*)"$/.exec(header)?.[1] ?? header) : '';
  if (!KEY.test(bare))
    throw new Problem(contactsErrors.idempotency_key_invalid, { field: 'Idempotency-Key' });
  return bare;
}
