/** Optional parameters (SMPP 3.4 section 5.3). Unknown tags are skipped, as 3.4 demands. */
import { TAG } from './commands.ts';
import { findNul } from './find-nul.ts';

/** `network_error_code` (5.3.2.31): network 1 ANSI-136, 2 IS-95, 3 GSM. */
export interface NetworkError {
  readonly network: number;
  readonly code: number;
}

export interface Tlvs {
  receiptedMessageId?: string;
  messageState?: number;
  networkError?: NetworkError;
  sarReference?: number;
  sarTotal?: number;
  sarSequence?: number;
  messagePayload?: Buffer;
}

export const NO_TLVS: Tlvs = Object.freeze({});

/**
 * Reads TLVs from `at` to `end`; `undefined` when one claims more octets than there are.
 * Up to three stray octets at the end are forgiven: some centres pad.
 */
export function readTlvs(buffer: Buffer, at: number, end: number): Tlvs | undefined {
  if (end - at < 4) return NO_TLVS;
  const tlvs: Tlvs = {};
  let position = at;
  while (end - position >= 4) {
    const tag = buffer.readUInt16BE(position);
    const from = position + 4;
    const to = from + buffer.readUInt16BE(position + 2);
    if (to > end) return undefined;
    readTlv(tlvs, buffer, tag, from, to);
    position = to;
  }
  return tlvs;
}

function readTlv(tlvs: Tlvs, buffer: Buffer, tag: number, from: number, to: number): void {
  const length = to - from;
  switch (tag) {
    case TAG.receiptedMessageId: {
      const stop = findNul(buffer, from, to);
      tlvs.receiptedMessageId = buffer.toString('latin1', from, stop < 0 ? to : stop);
      break;
    }
    case TAG.messageState:
      if (length === 1) tlvs.messageState = buffer.readUInt8(from);
      break;
    case TAG.networkErrorCode:
      if (length === 3) {
        tlvs.networkError = { network: buffer.readUInt8(from), code: buffer.readUInt16BE(from + 1) };
      }
      break;
    case TAG.sarReference:
      if (length === 2) tlvs.sarReference = buffer.readUInt16BE(from);
      break;
    case TAG.sarTotal:
      if (length === 1) tlvs.sarTotal = buffer.readUInt8(from);
      break;
    case TAG.sarSequence:
      if (length === 1) tlvs.sarSequence = buffer.readUInt8(from);
      break;
    case TAG.messagePayload:
      tlvs.messagePayload = buffer.subarray(from, to);
      break;
    default:
  }
}
