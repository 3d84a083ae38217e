/**
 * SIDs as Twilio's libraries expect them: two letters and 32 hexadecimal digits. They hold the same 128 bits as
 * Titian's own ids, so no table maps them: an enciphered message id, or a random UUID.
 */
import { decodeBase32, encodeBase32 } from '../../../lib/base32.ts';

const HEX = /^[0-9a-fA-F]{32}$/;

/** `msg_…` → `SM…`: any public id keeps its 128 bits and changes their spelling. */
export function sidOfPublicId(prefix: string, idPrefix: string, publicId: string): string {
  const block = decodeBase32(publicId.slice(idPrefix.length + 1));
  if (block === undefined) throw new Error(`not an id of ${idPrefix}`);
  return prefix + Buffer.from(block).toString('hex');
}

/** `SM…` → `msg_…`, or undefined for what cannot be one. Whether this installation made it, its cipher says later. */
export const publicIdOfSid = (prefix: string, idPrefix: string, sid: string): string | undefined =>
  sid.startsWith(prefix) && HEX.test(sid.slice(2))
    ? `${idPrefix}_${encodeBase32(Buffer.from(sid.slice(2), 'hex'))}`
    : undefined;

export const messageSid = (publicId: string): string => sidOfPublicId('SM', 'msg', publicId);
export const messageIdOf = (sid: string): string | undefined => publicIdOfSid('SM', 'msg', sid);
export const verificationSid = (publicId: string): string => sidOfPublicId('VE', 'vrf', publicId);
export const verificationIdOf = (sid: string): string | undefined => publicIdOfSid('VE', 'vrf', sid);

/** A message has one file at most, so its media share the message's bits. */
export const mediaSid = (publicId: string): string => sidOfPublicId('ME', 'msg', publicId);

/** XE are numbers of WhatsApp, HX templates. */
export type SidPrefix = 'AC' | 'MG' | 'PN' | 'AI' | 'XE' | 'HX';

export const sidOfUuid = (prefix: SidPrefix, uuid: string): string => prefix + uuid.replaceAll('-', '');

export function uuidOfSid(prefix: SidPrefix, sid: string): string | undefined {
  if (!sid.startsWith(prefix) || !HEX.test(sid.slice(2))) return undefined;
  const hex = sid.slice(2).toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
