/**
 * Reads PDUs out of a larger buffer without copying. A body that doesn't hold what the
 * specification promises yields `undefined`, never an exception and never a half-read field.
 */
import { COMMAND, ESM, HEADER_LENGTH } from './commands.ts';
import { readTlvs, type Tlvs } from './tlv.ts';
import type { Address } from './write-pdu.ts';

/** A submit_sm, deliver_sm or data_sm that arrived. */
export interface ShortMessage {
  readonly serviceType: string;
  readonly source: Address;
  readonly destination: Address;
  readonly esmClass: number;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  /** Header and text: short_message, or message_payload when that is used. A view, not a copy. */
  readonly userData: Buffer;
  readonly tlvs: Tlvs;
}

export interface BindRequest {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
}

/** Index of the NUL that ends the string beginning at `at`, or -1 when there is none in time. */
function nul(buffer: Buffer, at: number, end: number, max: number): number {
  const limit = Math.min(end, at + max);
  for (let i = at; i < limit; i++) if (buffer[i] === 0) return i;
  return -1;
}

function slice(buffer: Buffer, from: number, to: number): string {
  return from === to ? '' : buffer.toString('latin1', from, to);
}

/** Where the last string ended; one reader runs at a time, so this saves an object per string. */
let cursor = 0;

/** Moves the cursor behind a C-octet string; false when it isn't one. */
function skip(buffer: Buffer, end: number, max: number): boolean {
  const stop = nul(buffer, cursor, end, max);
  cursor = stop + 1;
  return stop >= 0;
}

/** Reads a C-octet string and moves the cursor behind its NUL; `undefined` when it isn't one. */
function cstring(buffer: Buffer, end: number, max: number): string | undefined {
  const from = cursor;
  return skip(buffer, end, max) ? slice(buffer, from, cursor - 1) : undefined;
}

/** Moves the cursor behind type, plan and C-octet string of an address. */
function skipAddress(buffer: Buffer, end: number): boolean {
  if (cursor + 3 > end) return false;
  cursor += 2;
  return skip(buffer, end, 65);
}

/** Its strings are known to be whole, and read when they are asked for: receipts, half of all traffic, need none of them. */
class ReceivedMessage implements ShortMessage {
  esmClass = 0;
  registeredDelivery = 0;
  dataCoding = 0;
  tlvs: Tlvs;
  userData: Buffer;
  sourceAt = 0;
  destinationAt = 0;
  /** 0 in a data_sm, which has none. */
  validityPeriodAt = 0;
  readonly #pdu: Buffer;
  readonly #start: number;

  constructor(pdu: Buffer, start: number, tlvs: Tlvs, userData: Buffer) {
    this.#pdu = pdu;
    this.#start = start;
    this.tlvs = tlvs;
    this.userData = userData;
  }

  get serviceType(): string {
    return this.#text(this.#start + HEADER_LENGTH);
  }
  get source(): Address {
    return this.#address(this.sourceAt);
  }
  get destination(): Address {
    return this.#address(this.destinationAt);
  }
  get validityPeriod(): string {
    return this.validityPeriodAt === 0 ? '' : this.#text(this.validityPeriodAt);
  }

  #address(at: number): Address {
    return { ton: this.#pdu[at] ?? 0, npi: this.#pdu[at + 1] ?? 0, address: this.#text(at + 2) };
  }
  #text(at: number): string {
    return slice(this.#pdu, at, this.#pdu.indexOf(0, at));
  }
}

/** `start` is where the PDU begins, header included. */
export function readShortMessage(buffer: Buffer, start: number, end: number): ShortMessage | undefined {
  cursor = start + HEADER_LENGTH;
  if (!skip(buffer, end, 6)) return undefined;
  const sourceAt = cursor;
  if (!skipAddress(buffer, end)) return undefined;
  const destinationAt = cursor;
  if (!skipAddress(buffer, end) || cursor + 3 > end) return undefined;
  const esmClass = buffer[cursor] ?? 0;
  cursor += 3; // protocol_id and priority_flag are of no use to us
  if (!skip(buffer, end, 17)) return undefined;
  const validityPeriodAt = cursor;
  if (!skip(buffer, end, 17) || cursor + 5 > end) return undefined;
  const textStart = cursor + 5;
  const textEnd = textStart + (buffer[cursor + 4] ?? 0);
  if (textEnd > end) return undefined;
  const tlvs = readTlvs(buffer, textEnd, end);
  if (!tlvs) return undefined;
  const userData =
    tlvs.messagePayload && textEnd === textStart ? tlvs.messagePayload : buffer.subarray(textStart, textEnd);
  const message = new ReceivedMessage(buffer, start, tlvs, userData);
  message.sourceAt = sourceAt;
  message.destinationAt = destinationAt;
  message.esmClass = esmClass;
  message.validityPeriodAt = validityPeriodAt;
  message.registeredDelivery = buffer[cursor] ?? 0;
  message.dataCoding = buffer[cursor + 2] ?? 0;
  return message;
}

export function readDataSm(buffer: Buffer, start: number, end: number): ShortMessage | undefined {
  cursor = start + HEADER_LENGTH;
  if (!skip(buffer, end, 6)) return undefined;
  const sourceAt = cursor;
  if (!skipAddress(buffer, end)) return undefined;
  const destinationAt = cursor;
  if (!skipAddress(buffer, end) || cursor + 3 > end) return undefined;
  const tlvs = readTlvs(buffer, cursor + 3, end);
  if (!tlvs) return undefined;
  const userData = tlvs.messagePayload ?? buffer.subarray(end, end);
  const message = new ReceivedMessage(buffer, start, tlvs, userData);
  message.sourceAt = sourceAt;
  message.destinationAt = destinationAt;
  message.esmClass = buffer[cursor] ?? 0;
  message.registeredDelivery = buffer[cursor + 1] ?? 0;
  message.dataCoding = buffer[cursor + 2] ?? 0;
  return message;
}

/** The message id of submit_sm_resp and its like. Absent after an error, and some centres forget the NUL. */
export function readMessageId(buffer: Buffer, start: number, end: number): string {
  const from = start + HEADER_LENGTH;
  const stop = nul(buffer, from, end, 65);
  return slice(buffer, from, stop < 0 ? Math.min(end, from + 65) : stop);
}

export function readBind(buffer: Buffer, start: number, end: number): BindRequest | undefined {
  cursor = start + HEADER_LENGTH;
  const systemId = cstring(buffer, end, 16);
  const password = systemId === undefined ? undefined : cstring(buffer, end, 64);
  const systemType = password === undefined ? undefined : cstring(buffer, end, 13);
  if (systemId === undefined || password === undefined || systemType === undefined) return undefined;
  if (cursor + 3 > end) return undefined;
  return { systemId, password, systemType, interfaceVersion: buffer[cursor] ?? 0 };
}

export function isBind(command: number): boolean {
  return (
    command === COMMAND.bindTransceiver ||
    command === COMMAND.bindTransmitter ||
    command === COMMAND.bindReceiver
  );
}

export function hasHeader(message: ShortMessage): boolean {
  return (message.esmClass & ESM.userDataHeader) !== 0;
}
