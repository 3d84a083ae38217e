/**
 * Crockford base32, lower case: no i, l, o, u, so an id survives being read
 * aloud. 16 bytes become 26 characters (the last one carries 3 bits).
 * Source: https://www.crockford.com/base32.html
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** How many letters so many bytes become. */
export const lengthInBase32 = (bytes: number): number => Math.ceil((bytes * 8) / 5);

export function encodeBase32(bytes: Uint8Array): string {
  const letters = new Uint8Array(lengthInBase32(bytes.length));
  writeBase32(bytes, 0, bytes.length, letters, 0);
  return String.fromCharCode(...letters);
}

/** Writes the bytes from `start` up to `end` as letters, the first of them at `at`. */
export function writeBase32(
  bytes: Uint8Array,
  start: number,
  end: number,
  letters: Uint8Array,
  at: number,
): void {
  let next = at;
  let buffer = 0;
  let bits = 0;
  for (let index = start; index < end; index++) {
    buffer = ((buffer << 8) | (bytes[index] ?? 0)) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters[next++] = CODES[(buffer >> bits) & 31] ?? 0;
    }
  }
  if (bits > 0) letters[next] = CODES[(buffer << (5 - bits)) & 31] ?? 0;
}

/** Returns undefined for any other character, or when bits beyond the last whole byte are set. */
export function decodeBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (VALUES[code] ?? -1) : -1;
    if (value < 0) return undefined;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) return undefined;
  return bytes;
}
