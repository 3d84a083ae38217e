import { parsePhone } from '../../lib/phone.ts';
import type { IdentityKind } from './contract.ts';

const EMAIL = /^[^\s@]{1,64}@[^\s@.][^\s@]{0,251}\.[^\s@.]{2,}$/;
const OPAQUE = /^[\x21-\x7e]{1,320}$/;

/**
 * The one form in which an address is kept: phone numbers in E.164 with `+`, e-mail addresses in lower case,
 * ids of providers as they are. Undefined when it is none of its kind.
 */
export function canonicalIdentity(kind: IdentityKind, input: string): string | undefined {
  const address = input.trim();
  switch (kind) {
    case 'phone': {
      const phone = parsePhone(address);
      return phone.ok ? phone.e164 : undefined;
    }
    case 'email': {
      const email = address.toLowerCase();
      return email.length <= 254 && EMAIL.test(email) ? email : undefined;
    }
    default:
      return OPAQUE.test(address) ? address : undefined;
  }
}
