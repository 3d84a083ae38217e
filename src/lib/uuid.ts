import { decodeBase32, encodeBase32 } from './base32.ts';

/** `wsp` + UUID → `wsp_…`: 26 characters of base32. The UUIDs are random (122 bits). */
export function publicIdOfUuid(prefix: string, uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return `${prefix}_${encodeBase32(bytes)}`;
}

/** The UUID behind a public id, or undefined when it is not one of this prefix. */
export function uuidOfPublicId(prefix: string, publicId: string): string | undefined {
  if (!publicId.startsWith(`${prefix}_`) || publicId.length !== prefix.length + 27) return undefined;
  const bytes = decodeBase32(publicId.slice(prefix.length + 1));
  if (bytes === undefined) return undefined;
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
