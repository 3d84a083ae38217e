/** Keys that two contacts share when they may be one person. */
import { parsePhone } from '../../../lib/phone.ts';
import { canonicalIdentity } from '../identity-address.ts';
import type { FieldValues, IdentityKind } from '../contract.ts';

/** Mail systems that ignore dots before the @. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);
/** Digits and what people write between them; shorter ones are order numbers and dates. */
const LIKE_A_PHONE = /^\+?[\d\s().-]{9,22}$/;

/** One mailbox, one key: without `+tag`, and without dots where its provider ignores them. */
export function emailKey(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const box = address.slice(0, at).split('+')[0] ?? '';
  return DOTLESS.has(domain) ? `e:${box.replaceAll('.', '')}@gmail.com` : `e:${box}@${domain}`;
}

export const phoneKey = (e164: string): string => `p:${e164}`;

/** The phone number that a text is, in E.164; undefined for any other text. */
export function phoneIn(text: string): string | undefined {
  if (!LIKE_A_PHONE.test(text)) return undefined;
  const phone = parsePhone(text);
  return phone.ok ? phone.e164 : undefined;
}

interface Described {
  readonly name: string | null;
  readonly fields: FieldValues;
  readonly identities: readonly { readonly kind: IdentityKind; readonly address: string }[];
}

/** Of e-mail addresses, and of phone numbers that stand in a name or a field instead of being an identity. */
export function matchKeys(contact: Described): string[] {
  const keys = new Set<string>();
  for (const { kind, address } of contact.identities) if (kind === 'email') keys.add(emailKey(address));
  for (const value of [contact.name, ...Object.values(contact.fields)]) {
    if (typeof value !== 'string') continue;
    const phone = phoneIn(value);
    const email = phone === undefined ? canonicalIdentity('email', value) : undefined;
    if (phone !== undefined) keys.add(phoneKey(phone));
    if (email !== undefined) keys.add(emailKey(email));
  }
  return [...keys];
}

/** Keys under which others may have written down what this contact is reached at. */
export function soughtKeys(contact: Described): string[] {
  const phones = contact.identities.filter(({ kind }) => kind === 'phone');
  return [...new Set([...matchKeys(contact), ...phones.map(({ address }) => phoneKey(address))])];
}

/** The number a `p:` key speaks of. */
export const phoneOfKey = (key: string): string | undefined =>
  key.startsWith('p:') ? key.slice(2) : undefined;
