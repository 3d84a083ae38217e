/** Whom a message goes to: a phone number, or the id that a business has for a person without one. */

/**
 * Business-scoped user id: country, then up to 128 letters and digits; `ENT` in between for parent portfolios.
 * Source: Meta, "Business-scoped user IDs" (2026).
 */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
const PHONE = /^\+[1-9]\d{5,14}$/;

export const isUserId = (address: string): boolean => USER_ID.test(address);

/** `to` without `+`, or `recipient`; undefined for what is neither. */
export function addressing(to: string): { readonly to: string } | { readonly recipient: string } | undefined {
  if (PHONE.test(to)) return { to: to.slice(1) };
  return isUserId(to) ? { recipient: to } : undefined;
}
