/** Characters to octets and back, by data_coding (SMPP 3.4 section 5.2.19). */
import { decodeGsm7 } from '../../../lib/gsm7.ts';
import { DATA_CODING } from '../wire/commands.ts';

/** A text that arrived; `undefined` for binary content, which is no message from a person. */
export function decodeText(
  octets: Uint8Array,
  dataCoding: number,
  defaultIsLatin1: boolean,
): string | undefined {
  switch (alphabetOf(dataCoding)) {
    case 'default':
      return defaultIsLatin1 ? decodeLatin1(octets) : decodeGsm7(octets);
    case 'latin1':
      return decodeLatin1(octets);
    case 'ucs2':
      return decodeUcs2(octets);
    default:
      return undefined;
  }
}

function alphabetOf(dataCoding: number): 'default' | 'latin1' | 'ucs2' | 'binary' {
  if (dataCoding === DATA_CODING.smscDefault) return 'default';
  if (dataCoding === DATA_CODING.ascii || dataCoding === DATA_CODING.latin1) return 'latin1';
  if (dataCoding === DATA_CODING.ucs2) return 'ucs2';
  // GSM data coding schemes (TS 23.038 section 4): 00xx alphabet in bits 3-2, 1111 in bit 2.
  if (dataCoding >= 0x10 && dataCoding <= 0x3f) return gsmGroup((dataCoding >> 2) & 3);
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'default' : 'binary';
  return 'binary';
}

function gsmGroup(bits: number): 'default' | 'ucs2' | 'binary' {
  if (bits === 0) return 'default';
  return bits === 2 ? 'ucs2' : 'binary';
}

export function decodeLatin1(octets: Uint8Array): string {
  const buffer = Buffer.isBuffer(octets)
    ? octets
    : Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return buffer.toString('latin1');
}

/** UTF-16 big-endian; a stray last octet is dropped. */
export function decodeUcs2(octets: Uint8Array): string {
  const even = octets.length & ~1;
  const swapped = Buffer.allocUnsafe(even);
  for (let i = 0; i < even; i += 2) {
    swapped[i] = octets[i + 1] ?? 0;
    swapped[i + 1] = octets[i] ?? 0;
  }
  return swapped.toString('utf16le');
}
