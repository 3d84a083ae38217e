import { type Actor, can } from '../accounts/index.ts';
import { maskAddress } from '../governance/index.ts';
import type { FieldValue, IdentityKind } from './contract.ts';
import { phoneIn } from './keys/match-keys.ts';

/** Whether somebody sees whole numbers and addresses; otherwise the API itself masks them. */
export const seesWhole = (actor: Actor): boolean => can(actor, 'contacts:numbers');

/** `+62812••••789`, `ri••••@contoh.id`, `ID.7••••aa`: enough to recognise, not to write to. */
export function maskIdentity(kind: IdentityKind, address: string): string {
  if (kind !== 'email') return maskAddress(address);
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(2, at))}••••${address.slice(at)}`;
}

/** An address of unknown kind, as messages and evidence have it. */
export const maskAny = (address: string): string =>
  maskIdentity(address.includes('@') ? 'email' : 'phone', address);

/** People write numbers into names and fields too. */
export function maskValue<Value extends FieldValue | null>(value: Value): Value | string {
  if (typeof value !== 'string') return value;
  const phone = phoneIn(value);
  if (phone !== undefined) return maskAddress(phone);
  return /^\S+@\S+\.\S+$/.test(value) ? maskIdentity('email', value) : value;
}
