import type { ContactSummary } from '../../../contracts/contacts.ts';
import { addressWords } from './AddressText.tsx';

/** The name, or how they call themselves, or where they are reached. */
export function nameOf(contact: Pick<ContactSummary, 'name' | 'identities'>, nameless: string): string {
  if (contact.name !== null) return contact.name;
  const profile = contact.identities.find(({ profileName }) => profileName !== null)?.profileName;
  const [first] = contact.identities;
  return profile ?? (first === undefined ? nameless : addressWords(first));
}
