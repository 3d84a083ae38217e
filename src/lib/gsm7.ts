/**
 * The GSM 7-bit default alphabet with its extension table (3GPP TS 23.038 section 6.2.1)
 * and what follows from it: how many segments a text costs and where it may be cut.
 *
 * Browser-safe: the console's send form counts with the same code as the gateway.
 * Tables are indexed by UTF-16 code unit, so a short ASCII text costs a fraction of a microsecond.
 */

/** Positions 0x00-0x7F. 0x1B is the escape to the extension table and stands for no character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Code after ESC, character. Each costs two septets. */
const EXTENSION: readonly (readonly [number, string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];

const ESC = 0x1b;
const EURO = 0x20ac;
/** Every character of both tables but the euro sign lies below U+0400 (the highest is Ω, U+03A9). */
const TABLE_SIZE = 0x400;

/** Septets per code unit; 0 = not in the alphabet. */
const COST = new Uint8Array(TABLE_SIZE);
const CODE = new Uint8Array(TABLE_SIZE);
const EXTENSION_CHAR: string[] = new Array<string>(128).fill('');

for (let code = 0; code < 128; code++) {
  if (code === ESC) continue;
  const unit = BASIC.charCodeAt(code);
  COST[unit] = 1;
  CODE[unit] = code;
}
for (const [code, char] of EXTENSION) {
  EXTENSION_CHAR[code] = char;
  if (char === '€') continue;
  COST[char.charCodeAt(0)] = 2;
  CODE[char.charCodeAt(0)] = code;
}

function septetsOf(unit: number): number {
  if (unit < TABLE_SIZE) return COST[unit] ?? 0;
  return unit === EURO ? 2 : 0;
}

/** Septets the text costs, or -1 when a character is outside the alphabet. */
export function gsm7Length(text: string): number {
  let septets = 0;
  for (let i = 0; i < text.length; i++) {
    const cost = septetsOf(text.charCodeAt(i));
    if (cost === 0) return -1;
    septets += cost;
  }
  return septets;
}

/**
 * Writes one septet per octet, which is how SMPP carries the default alphabet.
 * Returns the octets written, or -1 when a character is outside the alphabet
 * (the target is then undefined from `offset` on).
 */
export function writeGsm7(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const cost = septetsOf(unit);
    if (cost === 1) {
      target[at++] = CODE[unit] ?? 0;
    } else if (cost === 2) {
      target[at++] = ESC;
      target[at++] = unit === EURO ? 0x65 : (CODE[unit] ?? 0);
    } else {
      return -1;
    }
  }
  return at - offset;
}

/** One septet per octet; `undefined` when a character is outside the alphabet. */
export function encodeGsm7(text: string): Uint8Array | undefined {
  const length = gsm7Length(text);
  if (length < 0) return undefined;
  const octets = new Uint8Array(length);
  writeGsm7(text, octets, 0);
  return octets;
}

/**
 * Reads unpacked GSM-7. The high bit is ignored. An escape before a code the
 * extension table doesn't know shows a space, as phones do (TS 23.038 6.2.1.1).
 */
export function decodeGsm7(octets: Uint8Array): string {
  let text = '';
  for (let i = 0; i < octets.length; i++) {
    const code = (octets[i] ?? 0) & 0x7f;
    if (code !== ESC) {
      text += BASIC[code];
      continue;
    }
    i++;
    if (i >= octets.length) break;
    text += EXTENSION_CHAR[(octets[i] ?? 0) & 0x7f] || ' ';
  }
  return text;
}

/**
 * Eight septets in seven octets, least significant bits first (TS 23.038 6.1.2.1).
 * With 8n-1 septets the spare seven bits would read as `@`, so they are filled with CR.
 */
export function packSeptets(septets: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil((septets.length * 7) / 8));
  let bit = 0;
  for (const septet of septets) {
    const at = bit >> 3;
    const shifted = (septet & 0x7f) << (bit & 7);
    packed[at] = (packed[at] ?? 0) | (shifted & 0xff);
    if (shifted > 0xff) packed[at + 1] = shifted >> 8;
    bit += 7;
  }
  if (septets.length % 8 === 7) {
    const last = packed.length - 1;
    packed[last] = (packed[last] ?? 0) | (0x0d << 1);
  }
  return packed;
}

/** `count` septets out of packed octets. */
export function unpackSeptets(packed: Uint8Array, count: number): Uint8Array {
  const septets = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const bit = i * 7;
    const pair = (packed[bit >> 3] ?? 0) | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    septets[i] = (pair >> (bit & 7)) & 0x7f;
  }
  return septets;
}
