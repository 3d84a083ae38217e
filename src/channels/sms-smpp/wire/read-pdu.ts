/**
 * Reads PDUs out of a larger buffer without copying. A body that doesn't hold what the
 * specification promises yields `undefined`, never an exception and never a half-read field.
 */
import { COMMAND, ESM, HEADER_LENGTH } from './commands.ts';
import { findNul } from './find-nul.ts';
import { NO_TLVS, readTlvs, type Tlvs } from './tlv.ts';
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
  /** The same, a character for each octet: as receipts are written. */
  readonly userText: string;
  readonly tlvs: Tlvs;
}

export interface BindRequest {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
}

function slice(buffer: Buffer, from: number, to: number): string {
  return from === to ? '' : buffer.toString('latin1', from, to);
}

/** Where the last string ended; one reader runs at a time, so this saves an object per string. */
let cursor = 0;

/** Moves the cursor behind a C-octet string; false when it isn't one. */
function skip(buffer: Buffer, end: number, max: number): boolean {
  const stop = findNul(buffer, cursor, Math.min(end, cursor + max));
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

const NO_OCTETS: Buffer = Buffer.alloc(0);

/**
 * Its strings are known to be whole, and read when they are asked for, as its octets are: receipts, half of all traffic,
 * need hardly any of them.
 */
export class ReceivedMessage implements ShortMessage {
  esmClass = 0;
  registeredDelivery = 0;
  dataCoding = 0;
  tlvs: Tlvs = NO_TLVS;
  /** 0 in a data_sm, which has none. */
  validityPeriodAt = 0;
  /** Where short_message begins and ends. */
  textAt = 0;
  textEnd = 0;
  /** The octets it was read from; other PDUs may stand before and behind it. */
  readonly pdu: Buffer;
  /** Where the addresses begin there: type, plan, C-octet string. */
  readonly sourceAt: number;
  readonly destinationAt: number;
  readonly #start: number;

  constructor(pdu: Buffer, start: number, sourceAt: number, destinationAt: number) {
    this.pdu = pdu;
    this.sourceAt = sourceAt;
    this.destinationAt = destinationAt;
    this.#start = start;
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
  get userData(): Buffer {
    if (this.textEnd > this.textAt) return this.pdu.subarray(this.textAt, this.textEnd);
    return this.tlvs.messagePayload ?? NO_OCTETS;
  }
  get userText(): string {
    if (this.textEnd > this.textAt) return slice(this.pdu, this.textAt, this.textEnd);
    return this.tlvs.messagePayload?.toString('latin1') ?? '';
  }

  #address(at: number): Address {
    return { ton: this.pdu[at] ?? 0, npi: this.pdu[at + 1] ?? 0, address: this.#text(at + 2) };
  }
  #text(at: number): string {
    return slice(this.pdu, at, this.pdu.indexOf(0, at));
  }
}

/** What submit_sm, deliver_sm and data_sm begin with; leaves the cursor at esm_class, with three octets there at least. */
function readStart(buffer: Buffer, start: number, end: number): ReceivedMessage | undefined {
  cursor = start + HEADER_LENGTH;
  if (!skip(buffer, end, 6)) return undefined;
  const sourceAt = cursor;
  if (!skipAddress(buffer, end)) return undefined;
  const destinationAt = cursor;
  if (!skipAddress(buffer, end) || cursor + 3 > end) return undefined;
  const message = new ReceivedMessage(buffer, start, sourceAt, destinationAt);
  message.esmClass = buffer[cursor] ?? 0;
  return message;
}

/** `start` is where the PDU begins, header included. */
export function readShortMessage(buffer: Buffer, start: number, end: number): ReceivedMessage | undefined {
  const message = readStart(buffer, start, end);
  if (!message) return undefined;
  cursor += 3; // protocol_id and priority_flag are of no use to us
  if (!skip(buffer, end, 17)) return undefined;
  message.validityPeriodAt = cursor;
  if (!skip(buffer, end, 17) || cursor + 5 > end) return undefined;
  message.registeredDelivery = buffer[cursor] ?? 0;
  message.dataCoding = buffer[cursor + 2] ?? 0;
  message.textAt = cursor + 5;
  message.textEnd = message.textAt + (buffer[cursor + 4] ?? 0);
  if (message.textEnd > end) return undefined;
  const tlvs = readTlvs(buffer, message.textEnd, end);
  if (!tlvs) return undefined;
  message.tlvs = tlvs;
  return message;
}

export function readDataSm(buffer: Buffer, start: number, end: number): ReceivedMessage | undefined {
  const message = readStart(buffer, start, end);
  if (!message) return undefined;
  message.registeredDelivery = buffer[cursor + 1] ?? 0;
  message.dataCoding = buffer[cursor + 2] ?? 0;
  const tlvs = readTlvs(buffer, cursor + 3, end);
  if (!tlvs) return undefined;
  message.tlvs = tlvs;
  return message;
}

/** The message id of submit_sm_resp and its like. Absent after an error, and some centres forget the NUL. */
export function readMessageId(buffer: Buffer, start: number, end: number): string {
  const from = start + HEADER_LENGTH;
  const limit = Math.min(end, from + 65);
  const stop = findNul(buffer, from, limit);
  return slice(buffer, from, stop < 0 ? limit : stop);
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
