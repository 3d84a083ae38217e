/** Finds out which part of which text a short message is: user data header, SAR TLVs, or neither. */
import type { ShortMessage } from '../wire/read-pdu.ts';
import { hasHeader } from '../wire/read-pdu.ts';

export interface PartOf {
  readonly reference: number;
  readonly total: number;
  /** Counted from 1. */
  readonly sequence: number;
}

export interface UserData {
  /** Without the header. A view into the PDU. */
  readonly text: Buffer;
  readonly part: PartOf | undefined;
}

const CONCATENATED_8BIT = 0x00;
const CONCATENATED_16BIT = 0x08;

/** A header that contradicts itself is dropped and the rest is taken for a whole text. */
export function readUserData(message: ShortMessage): UserData {
  const { userData, tlvs } = message;
  if (hasHeader(message) && userData.length > 0) {
    const length = 1 + (userData[0] ?? 0);
    if (length <= userData.length) {
      return { text: userData.subarray(length), part: partInHeader(userData.subarray(1, length)) };
    }
  }
  const { sarReference, sarTotal, sarSequence } = tlvs;
  const part =
    sarReference === undefined || sarTotal === undefined || sarSequence === undefined
      ? undefined
      : checked(sarReference, sarTotal, sarSequence);
  return { text: userData, part };
}

function partInHeader(header: Buffer): PartOf | undefined {
  for (let at = 0; at + 2 <= header.length; ) {
    const id = header[at];
    const length = header[at + 1] ?? 0;
    const value = header.subarray(at + 2, at + 2 + length);
    if (id === CONCATENATED_8BIT && value.length === 3) {
      return checked(value[0] ?? 0, value[1] ?? 0, value[2] ?? 0);
    }
    if (id === CONCATENATED_16BIT && value.length === 4) {
      return checked(value.readUInt16BE(0), value[2] ?? 0, value[3] ?? 0);
    }
    at += 2 + length;
  }
  return undefined;
}

function checked(reference: number, total: number, sequence: number): PartOf | undefined {
  return total > 1 && sequence >= 1 && sequence <= total ? { reference, total, sequence } : undefined;
}
