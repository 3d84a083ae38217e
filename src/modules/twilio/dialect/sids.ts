/**
 * SIDs as Twilio's libraries expect them: two letters and 32 hexadecimal digits. They hold the same 128 bits as
 * Titian's own ids, so no table maps them: an enciphered message id, or a random UUID.
 */
import { decodeBase32, encodeBase32 } from '../../../lib/base32.ts';

const HEX = /^[0-9a-fA-F]{32}$/;

/** `msg_…` → `SM…` */
export function messageSid(publicId: string): string {
  const block = decodeBase32(publicId.slice('msg_'.length));
  if (block === undefined) throw new Error('not a message id');
  return `SM${Buffer.from(block).toString('hex')}`;
}

/** `SM…` → `msg_…`, or undefined for what cannot be one. Whether this installation made it, its cipher says later. */
export const messageIdOf = (sid: string): string | undefined =>
  sid.startsWith('SM') && HEX.test(sid.slice(2))
    ? `msg_${encodeBase32(Buffer.from(sid.slice(2), 'hex'))}`
    : undefined;

export type SidPrefix = 'AC' | 'MG' | 'PN' | 'AI';

export const sidOfUuid = (prefix: SidPrefix, uuid: string): string => prefix + uuid.replaceAll('-', '');

export function uuidOfSid(prefix: SidPrefix, sid: string): string | undefined {
  if (!sid.startsWith(prefix) || !HEX.test(sid.slice(2))) return undefined;
  const hex = sid.slice(2).toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
